import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as msk from 'aws-cdk-lib/aws-msk';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { App, CfnParameter, Stack } from 'aws-cdk-lib/core';
import { KafkaAuthentication, KafkaCluster } from '../../../src';
import { actionsOf, newFunction, newStack, newVpc, statements, warnings } from '../support/stacks';
import { MSK_ARN, Surroundings, secretArn } from './clusters';

const bootstrapServers = ['pkc-0.aws.confluent.cloud:9092', 'pkc-1.aws.confluent.cloud:9092'];
const topic = 'orders';

let stack: Stack;
let given: Surroundings;
let fn: lambda.Function;
let inVpc: lambda.Function;
beforeEach(() => {
  stack = newStack(undefined, undefined, { env: { account: '123456789012', region: 'eu-central-1' } });
  given = new Surroundings(stack);
  fn = newFunction(stack);
  inVpc = newFunction(stack, { vpc: newVpc(stack) }, 'InVpc');
});

function statementsOf(service: string): unknown[] {
  return statements(stack)
    .filter((statement) => actionsOf(statement).some((action) => action.startsWith(`${service}:`)))
    .map(({ Action, Resource }) => [[Action].flat(), Resource]);
}

test('a secret with an asymmetric key is refused, which AWS Secrets Manager cannot use', () => {
  const stack = newStack();
  const encryptionKey = new kms.Key(stack, 'Odd', { keySpec: kms.KeySpec.RSA_3072 });
  const secret = new secretsmanager.Secret(stack, 'Odd secret', { encryptionKey });
  const cluster = KafkaCluster.confluentCloud({ bootstrapServers: ['broker.example.com:9092'], credentials: secret });
  expect(() => cluster._bindEventSource(newFunction(stack), { topic: 'events' })).toThrow(
    "key 'Stack/Odd' of secret 'Stack/Odd secret' is of spec RSA_3072, and services of AWS encrypt with symmetric keys only",
  );
});

describe('a cluster on Confluent Cloud', () => {
  let credentials: secretsmanager.Secret;
  let cluster: KafkaCluster;
  beforeEach(() => {
    credentials = new secretsmanager.Secret(stack, 'Credentials', { encryptionKey: new kms.Key(stack, 'Key') });
    cluster = KafkaCluster.confluentCloud({ bootstrapServers, credentials });
  });

  test('is read with SASL/PLAIN', () => {
    expect(cluster._bindEventSource(fn, { topic })).toEqual({
      kafkaBootstrapServers: bootstrapServers,
      sourceAccessConfigurations: [
        { type: lambda.SourceAccessConfigurationType.BASIC_AUTH, uri: credentials.secretArn },
      ],
    });
  });

  test('and written with SASL/PLAIN, the credentials named and never held', () => {
    expect(stack.resolve(cluster._bindProducer(fn, { topic }))).toEqual({
      KAFKA_BOOTSTRAP_SERVERS: bootstrapServers.join(','),
      KAFKA_AUTHENTICATION: 'SASL_PLAIN',
      KAFKA_CREDENTIALS_SECRET_ARN: stack.resolve(credentials.secretArn),
    });
  });

  test.each(['_bindEventSource', '_bindProducer'] as const)(
    '%s grants reading this secret, and nothing else',
    (bind) => {
      cluster[bind](fn, { topic });
      expect(statements(stack)).toEqual([
        expect.objectContaining({
          Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
          Resource: stack.resolve(credentials.secretArn),
        }),
        expect.objectContaining({
          Action: 'kms:Decrypt',
          Resource: stack.resolve(credentials.encryptionKey?.keyArn),
          Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.eu-central-1.amazonaws.com' } },
        }),
      ]);
    },
  );

  test.each(['_bindEventSource', '_bindProducer'] as const)('%s grants decrypting by an imported key too', (bind) => {
    const keyArn = 'arn:aws:kms:eu-central-1:123456789012:key/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f';
    const imported = secretsmanager.Secret.fromSecretAttributes(stack, 'Imported', {
      secretCompleteArn: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:kafka-AbCdEf',
      encryptionKey: kms.Key.fromKeyArn(stack, 'ImportedKey', keyArn),
    });
    KafkaCluster.confluentCloud({ bootstrapServers, credentials: imported })[bind](fn, { topic });
    expect(statementsOf('kms')).toEqual([[['kms:Decrypt'], keyArn]]);
  });

  test('a secret that is imported by its name alone is read under any of the suffixes it may have', () => {
    const imported = secretsmanager.Secret.fromSecretNameV2(stack, 'Imported', 'kafka');
    KafkaCluster.confluentCloud({ bootstrapServers, credentials: imported })._bindProducer(fn, { topic });
    expect(JSON.stringify(statementsOf('secretsmanager'))).toContain(':secret:kafka-??????');
  });

  test('secret and key may be in another stack', () => {
    const app = new App();
    const shared = newStack(app, 'Shared');
    const encryptionKey = new kms.Key(shared, 'Key');
    const sharedCredentials = new secretsmanager.Secret(shared, 'Credentials', { encryptionKey });
    const own = newStack(app, 'Own');
    const reader = newFunction(own);
    const elsewhere = KafkaCluster.confluentCloud({ bootstrapServers, credentials: sharedCredentials });
    elsewhere._bindEventSource(reader, { topic });
    elsewhere._bindProducer(reader, { topic });
    expect(() => app.synth()).not.toThrow();
    expect(shared.dependencies).toEqual([]);
  });

  describe('a secret of another environment', () => {
    const secretName = 'orders';
    const KEY_ARN = 'arn:aws:kms:eu-central-1:999999999999:key/0a1b2c3d';

    function readFrom(account: string | undefined, withKey: boolean) {
      const app = new App();
      const env = account ? { account, region: 'eu-central-1' } : undefined;
      const there = new Stack(app, 'There', { env });
      const encryptionKey = withKey ? kms.Key.fromKeyArn(there, 'Key', KEY_ARN) : undefined;
      const secret = new secretsmanager.Secret(there, 'S', { secretName, encryptionKey });
      const own = newStack(app, 'Own', { env: { account: '123456789012', region: 'eu-central-1' } });
      const far = KafkaCluster.confluentCloud({ bootstrapServers, credentials: secret });
      far._bindProducer(newFunction(own), { topic });
      return own;
    }

    test.each([['999999999999'], [undefined]])(
      'is read under any of the suffixes it may have: CDK knows its name only (account %s)',
      (account) => {
        const own = readFrom(account, true);
        expect(JSON.stringify(statements(own))).toContain(':secret:orders-??????"');
      },
    );

    test('gets a warning of what that account must allow', () => {
      expect(warnings(readFrom('999999999999', true))).toEqual([
        expect.stringContaining(
          "secret 'There/S' is in account '999999999999' and the function would be in '123456789012'",
        ),
      ]);
      expect(warnings(readFrom(undefined, true))).toEqual([]);
    });

    test('is refused without a key of its own, which no other account could decrypt with', () => {
      expect(() => readFrom('999999999999', false)).toThrow('but it has no key of its own');
    });
  });

  test('has no VPC', () => {
    expect(cluster.vpc).toBeUndefined();
  });
});

test('bootstrap servers that only the deployment knows reach both sides', () => {
  const servers = new CfnParameter(stack, 'Servers', { type: 'CommaDelimitedList' }).valueAsList;
  const cluster = given.selfManaged({ bootstrapServers: servers });
  expect(stack.resolve(cluster._bindEventSource(fn, { topic }).kafkaBootstrapServers)).toEqual({ Ref: 'Servers' });
  expect(stack.resolve(cluster._bindProducer(fn, { topic }).KAFKA_BOOTSTRAP_SERVERS)).toEqual({
    'Fn::Join': [',', { Ref: 'Servers' }],
  });
});

describe('a self-managed cluster', () => {
  test('with a root certificate of its own names that to the pollers and to the producer, which may read it', () => {
    const cluster = given.selfManaged({ rootCaCertificate: given.rootCaCertificate });
    expect(cluster._bindEventSource(fn, { topic }).sourceAccessConfigurations).toContainEqual({
      type: lambda.SourceAccessConfigurationType.SERVER_ROOT_CA_CERTIFICATE,
      uri: secretArn('root-ca'),
    });
    expect(cluster._bindProducer(inVpc, { topic })).toMatchObject({
      KAFKA_ROOT_CA_SECRET_ARN: secretArn('root-ca'),
    });
    const read = [['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'], secretArn('root-ca')];
    expect(statementsOf('secretsmanager').filter((one) => JSON.stringify(one) === JSON.stringify(read))).toHaveLength(
      2,
    );
  });

  test('inside a VPC is read from its private subnets, with the security groups of the brokers', () => {
    const { vpc, brokers } = given;
    const configurations = given
      .selfManaged({ vpc, securityGroups: [brokers] })
      ._bindEventSource(fn, { topic }).sourceAccessConfigurations;
    expect(configurations?.map(({ type, uri }) => [type.type, uri])).toEqual([
      ['SASL_SCRAM_512_AUTH', secretArn('credentials')],
      ['VPC_SUBNET', 'subnet:subnet-0a'],
      ['VPC_SUBNET', 'subnet:subnet-0b'],
      ['VPC_SECURITY_GROUP', 'security_group:sg-0123456789abcdef0'],
    ]);
  });

  test('or from the subnets that are chosen', () => {
    const { vpc, brokers } = given;
    const vpcSubnets = { availabilityZones: ['b'] };
    const configurations = given
      .selfManaged({ vpc, vpcSubnets, securityGroups: [brokers] })
      ._bindEventSource(fn, { topic }).sourceAccessConfigurations;
    expect(configurations?.filter(({ uri }) => uri.startsWith('subnet:'))).toEqual([
      { type: lambda.SourceAccessConfigurationType.VPC_SUBNET, uri: 'subnet:subnet-0b' },
    ]);
  });

  test('without TLS tells the producer so', () => {
    const { vpc, brokers } = given;
    const plaintext = given.selfManaged({
      vpc,
      securityGroups: [brokers],
      authentication: KafkaAuthentication.none({ tls: false }),
    });
    expect(plaintext._bindProducer(inVpc, { topic })).toMatchObject({
      KAFKA_AUTHENTICATION: 'NONE',
      KAFKA_TLS: 'false',
    });
  });

  test('has no grant for writing: the brokers decide', () => {
    given.selfManaged().grantProduce(fn, topic);
    expect(statements(stack)).toEqual([]);
  });
});

describe('with tokens of AWS STS', () => {
  const withTokens = (audience = 'kafka.example.com') =>
    given.selfManaged({ authentication: KafkaAuthentication.iamOauthBearer({ audience }) });
  const forTheAudience = {
    'ForAllValues:StringEquals': { 'sts:IdentityTokenAudience': ['kafka.example.com'] },
    Null: { 'sts:IdentityTokenAudience': 'false' },
  };
  const TOKEN = { Action: 'sts:GetWebIdentityToken', Effect: 'Allow', Resource: '*' };

  test('a cluster is read by the role of the function, with the audience and without a secret', () => {
    expect(withTokens()._bindEventSource(fn, { topic }).sourceAccessConfigurations).toEqual([
      { type: lambda.SourceAccessConfigurationType.of('IAM_OAUTHBEARER_AUTH') },
      { type: lambda.SourceAccessConfigurationType.of('OAUTHBEARER_AUDIENCE'), uri: 'kafka.example.com' },
    ]);
  });

  test('the pollers may have tokens for the audience alone, however they ask', () => {
    withTokens()._bindEventSource(fn, { topic });
    expect(statements(stack)).toEqual([{ ...TOKEN, Condition: forTheAudience }]);
  });

  test('and the producer only such as it asks for', () => {
    expect(withTokens()._bindProducer(fn, { topic })).toMatchObject({
      KAFKA_AUTHENTICATION: 'IAM_OAUTHBEARER',
      KAFKA_OAUTH_AUDIENCE: 'kafka.example.com',
    });
    const narrower = {
      StringEquals: { 'sts:SigningAlgorithm': 'RS256' },
      NumericLessThanEquals: { 'sts:DurationSeconds': 300 },
    };
    expect(statements(stack)).toEqual([{ ...TOKEN, Condition: { ...forTheAudience, ...narrower } }]);
  });

  test('an audience that only the deployment knows reaches both sides and their roles', () => {
    const audience = new CfnParameter(stack, 'Audience').valueAsString;
    const cluster = withTokens(audience);
    expect(stack.resolve(cluster._bindEventSource(fn, { topic }).sourceAccessConfigurations?.[1]?.uri)).toEqual({
      Ref: 'Audience',
    });
    expect(stack.resolve(cluster._bindProducer(fn, { topic }).KAFKA_OAUTH_AUDIENCE)).toEqual({ Ref: 'Audience' });
    expect(
      JSON.stringify(statements(stack)).match(/"sts:IdentityTokenAudience":\[\{"Ref":"Audience"\}\]/g),
    ).toHaveLength(2);
  });

  test('what is written is decided by the brokers', () => {
    withTokens().grantProduce(fn, topic);
    expect(statements(stack)).toEqual([]);
  });
});

describe('a cluster on Amazon MSK', () => {
  const onCluster = MSK_ARN;
  const onTopic = `${MSK_ARN.replace(':cluster/', ':topic/')}/orders`;
  const onGroup = MSK_ARN.replace(':cluster/', ':group/');

  test('is read by its ARN, and needs no word on IAM', () => {
    expect(given.msk()._bindEventSource(fn, { topic })).toStrictEqual({
      eventSourceArn: MSK_ARN,
      sourceAccessConfigurations: undefined,
    });
  });

  test('lets the reader read this topic, in this group', () => {
    given.msk()._bindEventSource(fn, { topic, consumerGroupId: 'files' });
    expect(statementsOf('kafka-cluster')).toEqual([
      [['kafka-cluster:Connect', 'kafka-cluster:DescribeClusterDynamicConfiguration'], onCluster],
      [['kafka-cluster:DescribeTopic', 'kafka-cluster:ReadData'], onTopic],
      [['kafka-cluster:AlterGroup', 'kafka-cluster:DescribeGroup'], `${onGroup}/files`],
    ]);
  });

  test('or in any group of the cluster where Lambda names it', () => {
    given.msk()._bindEventSource(fn, { topic });
    expect(statementsOf('kafka-cluster')).toContainEqual([
      ['kafka-cluster:AlterGroup', 'kafka-cluster:DescribeGroup'],
      `${onGroup}/*`,
    ]);
  });

  test('lets Lambda find the brokers of this cluster', () => {
    given.msk()._bindEventSource(fn, { topic });
    expect(statementsOf('kafka')).toEqual([[['kafka:DescribeClusterV2', 'kafka:GetBootstrapBrokers'], onCluster]]);
  });

  test('and its SCRAM secrets, with SCRAM', () => {
    given
      .msk({ authentication: KafkaAuthentication.saslScram512(given.mskCredentials) })
      ._bindEventSource(fn, { topic });
    expect(statementsOf('kafka')).toEqual([
      [['kafka:DescribeClusterV2', 'kafka:GetBootstrapBrokers', 'kafka:ListScramSecrets'], onCluster],
    ]);
    expect(statementsOf('kafka-cluster')).toEqual([]);
  });

  test('lets the writer write this topic', () => {
    given.msk({ bootstrapServers })._bindProducer(inVpc, { topic });
    expect(statementsOf('kafka-cluster')).toEqual([
      [['kafka-cluster:Connect', 'kafka-cluster:WriteDataIdempotently'], onCluster],
      [
        ['kafka-cluster:DescribeTopic', 'kafka-cluster:WriteData', 'kafka-cluster:DescribeTopicDynamicConfiguration'],
        onTopic,
      ],
    ]);
  });

  test('can grant another topic', () => {
    given.msk().grantProduce(fn, 'other');
    expect(statementsOf('kafka-cluster')).toContainEqual([
      ['kafka-cluster:DescribeTopic', 'kafka-cluster:WriteData', 'kafka-cluster:DescribeTopicDynamicConfiguration'],
      onTopic.replace(/orders$/, 'other'),
    ]);
  });

  test('narrows the grants too where only the deployment knows its ARN', () => {
    const clusterArn = new CfnParameter(stack, 'Arn').valueAsString;
    given.msk({ clusterArn }).grantProduce(fn, topic);
    const afterCluster = (index: number) => ({ 'Fn::Select': [index, { 'Fn::Split': [':cluster/', { Ref: 'Arn' }] }] });
    expect(statementsOf('kafka-cluster')).toContainEqual([
      ['kafka-cluster:DescribeTopic', 'kafka-cluster:WriteData', 'kafka-cluster:DescribeTopicDynamicConfiguration'],
      { 'Fn::Join': ['', [afterCluster(0), ':topic/', afterCluster(1), '/orders']] },
    ]);
  });

  test.each([
    ['IAM', () => KafkaAuthentication.iam(), 'BootstrapBrokerStringSaslIam'],
    ['SCRAM', () => KafkaAuthentication.saslScram512(given.mskCredentials), 'BootstrapBrokerStringSaslScram'],
    ['mutual TLS', () => KafkaAuthentication.mutualTls(given.credentials), 'BootstrapBrokerStringTls'],
    ['TLS alone', () => KafkaAuthentication.none(), 'BootstrapBrokerStringTls'],
    ['plaintext', () => KafkaAuthentication.none({ tls: false }), 'BootstrapBrokerString'],
  ])('has its brokers for %s looked up where they are not given', (_, authentication, field) => {
    const { KAFKA_BOOTSTRAP_SERVERS } = given.msk({ authentication: authentication() })._bindProducer(inVpc, { topic });
    const [[id, resource] = ['', undefined]] = Object.entries(
      Template.fromStack(stack).findResources('Custom::KafkaBootstrapBrokers'),
    );
    expect(stack.resolve(KAFKA_BOOTSTRAP_SERVERS)).toEqual({ 'Fn::GetAtt': [id, field] });
    for (const call of ['Create', 'Update']) {
      expect(JSON.parse(resource?.Properties[call])).toMatchObject({
        service: 'Kafka',
        action: 'getBootstrapBrokers',
        parameters: { ClusterArn: MSK_ARN },
        outputPaths: [field],
      });
    }
    expect(resource?.Properties.Delete).toBeUndefined();
    expect(statementsOf('kafka')).toEqual([[['kafka:GetBootstrapBrokers'], MSK_ARN]]);
  });

  test('is not asked for brokers that are given', () => {
    const environment = given.msk({ bootstrapServers })._bindProducer(inVpc, { topic });
    expect(stack.resolve(environment.KAFKA_BOOTSTRAP_SERVERS)).toBe(bootstrapServers.join(','));
    Template.fromStack(stack).resourceCountIs('Custom::KafkaBootstrapBrokers', 0);
  });
});

describe('refused', () => {
  test.each([
    [[], '0 bootstrap servers were given: give 1 to 10'],
    [Array.from({ length: 11 }, (_, i) => `b${i}:9092`), '11 bootstrap servers were given: give 1 to 10'],
    [['broker.example.com'], "bootstrap server 'broker.example.com' must be a host name and a port"],
    [['broker.example.com:0'], "bootstrap server 'broker.example.com:0' must be"],
    [['broker.example.com:70000'], "bootstrap server 'broker.example.com:70000' must be"],
    [['SASL_SSL://broker.example.com:9092'], 'without a scheme'],
    [['-broker.example.com:9092'], "bootstrap server '-broker.example.com:9092' must be"],
    [['broker..example.com:9092'], "bootstrap server 'broker..example.com:9092' must be"],
    [[`${'a'.repeat(300)}:9092`], 'has 305 characters, and AWS Lambda takes 300'],
    [['a.example.com:9092', 'A.example.com:9092'], "bootstrap server 'a.example.com:9092' is given twice"],
  ])('bootstrap servers %j', (servers, message) => {
    expect(() => given.selfManaged({ bootstrapServers: servers })).toThrow(message);
    expect(() => given.msk({ bootstrapServers: servers })).toThrow(message);
  });

  test.each([
    ['saslPlain', 'authentication SASL_PLAIN was given no secret: give one of AWS Secrets Manager whose value is JSON'],
    ['saslScram256', 'authentication SASL_SCRAM_256 was given no secret'],
    ['saslScram512', 'authentication SASL_SCRAM_512 was given no secret'],
    [
      'mutualTls',
      "authentication MUTUAL_TLS was given no secret: give one of AWS Secrets Manager whose value is JSON with 'certificate' and 'privateKey'",
    ],
  ] as const)('%s without a secret', (name, message) => {
    const none: unknown = undefined;
    expect(() => KafkaAuthentication[name](none as secretsmanager.ISecret)).toThrow(message);
  });

  test.each<[string, () => KafkaCluster, string]>([
    [
      'IAM on a self-managed cluster',
      () => given.selfManaged({ authentication: KafkaAuthentication.iam() }),
      "authentication IAM was given without 'clusterArn', by which the topics are granted: give",
    ],
    [
      'SASL/PLAIN on Amazon MSK',
      () => given.msk({ authentication: KafkaAuthentication.saslPlain(given.credentials) }),
      'authentication SASL_PLAIN is not known to Amazon MSK',
    ],
    [
      'SCRAM with SHA-256 on Amazon MSK',
      () => given.msk({ authentication: KafkaAuthentication.saslScram256(given.credentials) }),
      'authentication SASL_SCRAM_256 is not known to Amazon MSK',
    ],
    [
      'tokens of AWS STS on Amazon MSK',
      () => given.msk({ authentication: KafkaAuthentication.iamOauthBearer({ audience: 'kafka' }) }),
      'authentication IAM_OAUTHBEARER is not known to Amazon MSK',
    ],
    [
      'tokens of AWS STS with the ARN of a cluster',
      () =>
        given.selfManaged({
          authentication: KafkaAuthentication.iamOauthBearer({ audience: 'kafka' }),
          clusterArn: MSK_ARN,
        }),
      "'clusterArn' was given with authentication IAM_OAUTHBEARER, which does not need it",
    ],
    ...['', 'two words', 'a'.repeat(201), '$user'].map((audience): [string, () => KafkaCluster, string] => [
      `the audience '${audience.slice(0, 20)}'`,
      () => given.selfManaged({ authentication: KafkaAuthentication.iamOauthBearer({ audience }) }),
      `audience '${audience}' of KafkaAuthentication.iamOauthBearer cannot be used, an event source mapping takes 1 to 200`,
    ]),
    [
      'no authentication over the internet',
      () => given.selfManaged({ authentication: KafkaAuthentication.none() }),
      'a cluster without authentication cannot be read over the internet',
    ],
    [
      'a root certificate without TLS',
      () =>
        given.selfManaged({
          authentication: KafkaAuthentication.none({ tls: false }),
          rootCaCertificate: given.rootCaCertificate,
          vpc: given.vpc,
          securityGroups: [given.brokers],
        }),
      "'rootCaCertificate' was given, but without TLS there is no certificate to check",
    ],
    [
      'a VPC without security groups',
      () => given.selfManaged({ vpc: given.vpc }),
      "'vpc' was given without 'securityGroups'",
    ],
    [
      'a VPC with no security group',
      () => given.selfManaged({ vpc: given.vpc, securityGroups: [] }),
      "'vpc' was given without 'securityGroups'",
    ],
    [
      'security groups without a VPC',
      () => given.selfManaged({ securityGroups: [given.brokers] }),
      "'securityGroups' was given without 'vpc'",
    ],
    [
      'subnets that the VPC has not',
      () => given.selfManaged({ vpc: given.vpc, vpcSubnets: { subnets: [] }, securityGroups: [given.brokers] }),
      "matches no subnet of VPC 'Stack/ClusterVpc' (in a, b), and a poller of AWS Lambda needs one",
    ],
    ['subnets without a VPC', () => given.selfManaged({ vpcSubnets: {} }), "'vpcSubnets' was given without 'vpc'"],
    [
      'more security groups than a mapping takes',
      () => given.selfManaged({ vpc: given.vpc, securityGroups: Array.from({ length: 21 }, () => given.brokers) }),
      "21 security groups of the brokers are too many, an event source mapping takes 5: choose fewer in 'securityGroups'",
    ],
    [
      'more subnets than a mapping takes',
      () => {
        const subnets = Array.from({ length: 17 }, (_, i) =>
          ec2.Subnet.fromSubnetAttributes(stack, `S${i}`, { subnetId: `subnet-${i}`, availabilityZone: 'a' }),
        );
        return given.selfManaged({ vpc: given.vpc, vpcSubnets: { subnets }, securityGroups: [given.brokers] });
      },
      "17 subnets of the brokers are too many, an event source mapping takes 16: choose fewer in 'vpcSubnets'",
    ],
    [
      'numbers that are no address',
      () => given.selfManaged({ bootstrapServers: ['999.1.1.1:9096'] }),
      "bootstrap server '999.1.1.1:9096' has numbers alone for a host, and they are no IPv4 address",
    ],
    [
      'an address of a carrier, which is private too',
      () => given.selfManaged({ bootstrapServers: ['100.64.0.1:9096'] }),
      "bootstrap server '100.64.0.1:9096' has a private address",
    ],
    [
      'Amazon MSK without security groups',
      () => given.msk({ securityGroups: [] }),
      "'securityGroups' is empty: give those of the brokers",
    ],
    [
      'an ARN that is not a cluster’s',
      () => given.msk({ clusterArn: 'arn:aws:kafka:eu-central-1:123456789012:vpc-connection/1/orders/2' }),
      'is not one of Amazon MSK: give',
    ],
    ['a name in place of an ARN', () => given.msk({ clusterArn: 'orders' }), "cluster ARN 'orders' is not one"],
  ])('%s', (_, make, message) => {
    expect(make).toThrow(message);
  });

  test.each(['ip-10-0-0-1.eu-central-1.compute.internal', 'broker.local', 'kafka.LOCALHOST'])(
    'a broker outside of a VPC at %s, whose name only a network of its own resolves',
    (host) => {
      const bootstrapServers = [`${host}:9096`];
      const text = `bootstrap server '${host}:9096' has a private name, which is not reached over the internet`;
      expect(() => given.selfManaged({ bootstrapServers })).toThrow(text);
      given.selfManaged({ bootstrapServers, vpc: given.vpc, securityGroups: [given.brokers] });
      given.selfManaged({ bootstrapServers: [`${host}.example.com:9096`] });
    },
  );

  test.each(['0.0.0.0', '10.0.0.1', '172.31.0.1', '192.168.1.1', '127.0.0.1', '169.254.1.1', 'localhost'])(
    'a broker at %s without a VPC, from where it is reached',
    (host) => {
      const bootstrapServers = [`${host}:9096`];
      const text = `bootstrap server '${host}:9096' has a private address, which is not reached over the internet`;
      expect(() => given.selfManaged({ bootstrapServers })).toThrow(text);
      given.selfManaged({ bootstrapServers, vpc: given.vpc, securityGroups: [given.brokers] });
    },
  );

  test.each(['172.15.0.1', '172.32.0.1', '11.0.0.1', '10.example.com'])('not a broker at %s', (host) => {
    given.selfManaged({ bootstrapServers: [`${host}:9096`] });
  });

  describe('for Amazon MSK', () => {
    const scram = (secret: secretsmanager.ISecret) =>
      given.msk({ authentication: KafkaAuthentication.saslScram512(secret) });
    const secretName = 'AmazonMSK_orders';

    test('a secret of another name', () => {
      expect(() => scram(given.credentials)).toThrow(
        "secret 'Stack/Secret-credentials' is named 'credentials', and Amazon MSK takes those only whose name begins with 'AmazonMSK_'",
      );
    });

    test('a secret that CloudFormation names', () => {
      expect(() => scram(new secretsmanager.Secret(stack, 'S'))).toThrow("secret 'Stack/S' has no name of its own");
    });

    test('a secret without a key of the user', () => {
      expect(() => scram(new secretsmanager.Secret(stack, 'S', { secretName }))).toThrow(
        "secret 'Stack/S' is encrypted with the key of AWS Secrets Manager",
      );
    });

    test('not a secret that has both, nor one whose name only the deployment knows', () => {
      const encryptionKey = new kms.Key(stack, 'Key');
      scram(new secretsmanager.Secret(stack, 'S', { secretName, encryptionKey }));
      const name = new CfnParameter(stack, 'Name').valueAsString;
      scram(new secretsmanager.Secret(stack, 'T', { secretName: name, encryptionKey }));
      scram(secretsmanager.Secret.fromSecretNameV2(stack, 'U', name));
    });

    test.each<[string, () => string]>([
      ['named by its ARN', () => `${MSK_ARN.slice(0, -1)}s1`],
      [
        'of this app',
        () =>
          new msk.CfnServerlessCluster(stack, 'Serverless', {
            clusterName: 'orders',
            clientAuthentication: { sasl: { iam: { enabled: true } } },
            vpcConfigs: [{ subnetIds: ['subnet-0a'] }],
          }).ref,
      ],
    ])('anything but IAM on a serverless cluster %s', (_, arn) => {
      const clusterArn = arn();
      expect(() => given.msk({ clusterArn, authentication: KafkaAuthentication.none() })).toThrow(
        'authentication NONE is not known to a serverless cluster of Amazon MSK, which takes AWS IAM only',
      );
      given.msk({ clusterArn });
    });

    test.each([
      ['account', MSK_ARN.replace('123456789012', '999999999999')],
      ['region', MSK_ARN.replace('eu-central-1', 'us-west-2')],
    ])('a cluster of another %s', (part, clusterArn) => {
      expect(() => given.msk({ clusterArn })._bindEventSource(fn, { topic })).toThrow(
        new RegExp(`is in ${part} '(999999999999|us-west-2)' and the function would be in .* \\(at Stack/Function\\)`),
      );
    });
  });

  test('a secret of another region, on both sides', () => {
    const secret = secretsmanager.Secret.fromSecretCompleteArn(
      stack,
      'Far',
      secretArn('far').replace('eu-central-1', 'us-west-2'),
    );
    const cluster = given.selfManaged({ authentication: KafkaAuthentication.saslPlain(secret) });
    const text = "secret 'Stack/Far' is in region 'us-west-2' and the function would be in 'eu-central-1'";
    expect(() => cluster._bindEventSource(fn, { topic })).toThrow(text);
    expect(() => cluster._bindProducer(fn, { topic })).toThrow(text);
  });

  test('a key of another region than the secret’s', () => {
    const key = kms.Key.fromKeyArn(stack, 'FarKey', 'arn:aws:kms:us-west-2:123456789012:key/0a1b2c3d');
    const secret = secretsmanager.Secret.fromSecretAttributes(stack, 'Near', {
      secretCompleteArn: secretArn('near'),
      encryptionKey: key,
    });
    const cluster = given.selfManaged({ authentication: KafkaAuthentication.saslPlain(secret) });
    expect(() => cluster._bindEventSource(fn, { topic })).toThrow(
      "key 'Stack/FarKey' is in region 'us-west-2' and secret 'Stack/Near' in 'eu-central-1'",
    );
  });

  test('a producer without a VPC for brokers inside one', () => {
    expect(() => given.msk()._bindProducer(fn, { topic })).toThrow(
      "function 'Stack/Function' has no VPC, but the brokers are reached from inside theirs only",
    );
  });
});
