import { KafkaAuthentication, KafkaCluster } from '../../../src';

const authentication = KafkaAuthentication.iam();
const SECRET = { secretArn: 'arn', grantRead() {} };
const cluster = KafkaCluster.selfManaged({
  bootstrapServers: ['broker:9092'],
  authentication: KafkaAuthentication.saslPlain({ secretArn: 'arn', grantRead() {} } as never),
});

test.each<[string, () => unknown, string]>([
  [
    'Confluent Cloud without credentials',
    () => KafkaCluster.confluentCloud({ bootstrapServers: ['broker:9092'] } as never),
    'KafkaCluster.confluentCloud: credentials is missing: give a Secret',
  ],
  [
    'Confluent Cloud with the name of a secret',
    () => KafkaCluster.confluentCloud({ bootstrapServers: ['broker:9092'], credentials: 'secret' } as never),
    'KafkaCluster.confluentCloud: credentials is "secret": give a Secret',
  ],
  [
    'Confluent Cloud with something else that can be read',
    () => KafkaCluster.confluentCloud({ bootstrapServers: ['broker:9092'], credentials: { grantRead() {} } } as never),
    'KafkaCluster.confluentCloud: credentials is an object: give a Secret',
  ],
  [
    'an authentication with something else that can be read',
    () => KafkaAuthentication.saslPlain({ grantRead() {} } as never),
    'authentication SASL_PLAIN was given no secret',
  ],
  [
    'a scope that is none',
    () => KafkaAuthentication.oauthBearer({ secretArn: 'arn', grantRead() {} } as never, { scope: 1 } as never),
    'KafkaAuthentication.oauthBearer: scope is 1: give a string',
  ],
  [
    'tokens of AWS STS for nobody',
    () => KafkaAuthentication.iamOauthBearer(undefined as never),
    'KafkaAuthentication.iamOauthBearer: the properties are undefined: give an object',
  ],
  [
    'an audience of AWS STS that is missing',
    () => KafkaAuthentication.iamOauthBearer({} as never),
    'KafkaAuthentication.iamOauthBearer: audience is missing: give a string',
  ],
  [
    'an audience of AWS STS that is none',
    () => KafkaAuthentication.iamOauthBearer({ audience: ['kafka'] } as never),
    'KafkaAuthentication.iamOauthBearer: audience is a list: give a string',
  ],
  [
    'a scope of AWS STS, which Lambda takes with an identity provider alone',
    () => KafkaAuthentication.iamOauthBearer({ audience: 'kafka', scope: 'all' } as never),
    'scope was given to KafkaAuthentication.iamOauthBearer, and AWS Lambda takes nothing but the audience with it',
  ],
  [
    'one bootstrap server as text',
    () => KafkaCluster.selfManaged({ bootstrapServers: 'broker:9092', authentication } as never),
    'KafkaCluster.selfManaged: bootstrapServers is "broker:9092": give a list',
  ],
  [
    'the name of an authentication',
    () => KafkaCluster.selfManaged({ bootstrapServers: ['broker:9092'], authentication: 'IAM' } as never),
    'KafkaCluster.selfManaged: authentication is "IAM": give a KafkaAuthentication',
  ],
  [
    'Amazon MSK without a VPC',
    () => KafkaCluster.msk({ clusterArn: 'arn', securityGroups: [], authentication } as never),
    'KafkaCluster.msk: vpc is missing: give a Vpc',
  ],
  ...(['selfManaged', 'msk'] as const).map((kind): [string, () => unknown, string] => [
    `ids of security groups, ${kind}`,
    () =>
      KafkaCluster[kind]({
        clusterArn: 'arn',
        bootstrapServers: ['broker:9092'],
        vpc: { selectSubnets() {} },
        securityGroups: ['sg-1'],
        authentication,
      } as never),
    `KafkaCluster.${kind}: securityGroups has "sg-1": give a list of security groups`,
  ]),
  [
    'Amazon MSK with the id of a security group',
    () =>
      KafkaCluster.msk({
        clusterArn: 'arn',
        vpc: { selectSubnets() {} },
        securityGroups: ['sg-1'],
        authentication,
      } as never),
    'KafkaCluster.msk: securityGroups has "sg-1": give a list of security groups',
  ],
  [
    'brokers of a VPC with the id of a security group',
    () =>
      KafkaCluster.selfManaged({
        bootstrapServers: ['b:9092'],
        vpc: { selectSubnets() {} },
        securityGroups: ['sg-1'],
        authentication,
      } as never),
    'KafkaCluster.selfManaged: securityGroups has "sg-1": give a list of security groups',
  ],
  [
    'Confluent Cloud with a server without a port',
    () => KafkaCluster.confluentCloud({ bootstrapServers: ['broker'], credentials: SECRET } as never),
    "KafkaCluster.confluentCloud: bootstrap server 'broker' must be a host name and a port",
  ],
  [
    'a VPC without the security groups of its brokers',
    () =>
      KafkaCluster.selfManaged({ bootstrapServers: ['b:9092'], vpc: { selectSubnets() {} }, authentication } as never),
    'KafkaCluster.selfManaged: ',
  ],
  [
    'Amazon MSK without a security group',
    () =>
      KafkaCluster.msk({ clusterArn: 'arn', vpc: { selectSubnets() {} }, securityGroups: [], authentication } as never),
    'KafkaCluster.msk: ',
  ],
  [
    'no properties',
    () => KafkaCluster.msk(undefined as never),
    'KafkaCluster.msk: the properties are undefined: give an object',
  ],
  [
    'writing for nobody',
    () => cluster.grantProduce(undefined as never, 'events'),
    'KafkaCluster.grantProduce: grantee is missing: give a role, or a construct that has one',
  ],
  [
    'writing for the name of a role',
    () => cluster.grantProduce('role' as never, 'events'),
    'KafkaCluster.grantProduce: grantee is "role": give a role, or a construct that has one',
  ],
  [
    'writing no topic',
    () => cluster.grantProduce({ grantPrincipal: {} } as never, undefined as never),
    'KafkaCluster.grantProduce: topic is missing: give a string',
  ],
  [
    'TLS as text',
    () => KafkaAuthentication.none({ tls: 'no' } as never),
    'KafkaAuthentication.none: tls is "no": give true or false',
  ],
  [
    'the name of a secret for a password',
    () => KafkaAuthentication.saslPlain('secret' as never),
    'authentication SASL_PLAIN was given no secret',
  ],
])('%s: refused', (_, make, message) => {
  expect(make).toThrow(message);
});
