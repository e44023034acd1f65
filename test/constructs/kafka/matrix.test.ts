import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Stack } from 'aws-cdk-lib/core';
import { KafkaAuthentication, KafkaCluster } from '../../../src';
import { mapTopic } from '../../../src/ingest/kafka-event-source';
import { actionsOf, newFunction, newStack, newVpc, type Statement } from '../support/stacks';
import { MSK_ARN, Surroundings, secretArn } from './clusters';

/** Every source with every authentication that it takes: what stands in the event source mapping and in the two roles. */
const CLUSTERS: Record<string, (given: Surroundings) => KafkaCluster> = {
  'Confluent Cloud': ({ credentials }) =>
    KafkaCluster.confluentCloud({ bootstrapServers: ['pkc-0.aws.confluent.cloud:9092'], credentials }),
  'self-managed, internet, SASL/PLAIN': (given) =>
    given.selfManaged({ authentication: KafkaAuthentication.saslPlain(given.credentials) }),
  'self-managed, internet, SCRAM-256': (given) =>
    given.selfManaged({ authentication: KafkaAuthentication.saslScram256(given.credentials) }),
  'self-managed, internet, SCRAM-512': (given) => given.selfManaged(),
  'self-managed, internet, OAUTHBEARER': (given) =>
    given.selfManaged({ authentication: KafkaAuthentication.oauthBearer(given.credentials) }),
  'self-managed, internet, OAUTHBEARER with all that it can be told': (given) =>
    given.selfManaged({
      authentication: KafkaAuthentication.oauthBearer(given.credentials, {
        scope: 'kafka:all',
        audience: 'https://kafka.example.com',
        logicalCluster: 'lkc-abc123',
        identityPool: 'pool-abc1',
      }),
    }),
  'self-managed, VPC, tokens of AWS STS': (given) =>
    given.selfManaged({
      ...insideVpc(given),
      authentication: KafkaAuthentication.iamOauthBearer({ audience: 'kafka.example.com' }),
      rootCaCertificate: given.rootCaCertificate,
    }),
  'self-managed, VPC, IAM': (given) =>
    given.selfManaged({
      ...insideVpc(given),
      authentication: KafkaAuthentication.iam(),
      clusterArn: MSK_ARN.replace('123456789012', '999999999999'),
    }),
  'self-managed, internet, mutual TLS, own root certificate': (given) =>
    given.selfManaged({
      authentication: KafkaAuthentication.mutualTls(given.credentials),
      rootCaCertificate: given.rootCaCertificate,
    }),
  'self-managed, VPC, SCRAM-512': (given) => given.selfManaged(insideVpc(given)),
  'self-managed, VPC, none, TLS': (given) =>
    given.selfManaged({ ...insideVpc(given), authentication: KafkaAuthentication.none() }),
  'self-managed, VPC, none, plaintext': (given) =>
    given.selfManaged({ ...insideVpc(given), authentication: KafkaAuthentication.none({ tls: false }) }),
  'Amazon MSK, IAM': (given) => given.msk(),
  'Amazon MSK, SCRAM-512': (given) =>
    given.msk({ authentication: KafkaAuthentication.saslScram512(given.mskCredentials) }),
  'Amazon MSK, mutual TLS': (given) => given.msk({ authentication: KafkaAuthentication.mutualTls(given.credentials) }),
  'Amazon MSK, none, TLS': (given) => given.msk({ authentication: KafkaAuthentication.none() }),
  'Amazon MSK, none, plaintext': (given) => given.msk({ authentication: KafkaAuthentication.none({ tls: false }) }),
};

function insideVpc({ vpc, brokers }: Surroundings) {
  return { vpc, securityGroups: [brokers] };
}

test.each(Object.entries(CLUSTERS))('%s', (_, cluster) => {
  expect([...reader(cluster), '', ...writer(cluster)].join('\n')).toMatchSnapshot();
});

function reader(cluster: (given: Surroundings) => KafkaCluster): string[] {
  const stack = surroundedStack();
  const target = newFunction(stack, { role: role(stack) });
  mapTopic(stack, 'Mapping', target, { cluster: cluster(new Surroundings(stack)), topic: 'orders' });
  const [mapping] = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::EventSourceMapping'));
  const { EventSourceArn, SelfManagedEventSource, SourceAccessConfigurations = [] } = mapping?.Properties ?? {};
  return [
    `source ${rendered(stack, EventSourceArn ?? SelfManagedEventSource.Endpoints.KafkaBootstrapServers.join(','))}`,
    ...SourceAccessConfigurations.map(
      (one: { Type: string; URI: string }) =>
        `access ${one.Type} ${one.URI === undefined ? 'without a URI' : rendered(stack, one.URI)}`,
    ),
    ...grants('reader', stack),
  ];
}

function writer(cluster: (given: Surroundings) => KafkaCluster): string[] {
  const stack = surroundedStack();
  const producer = newFunction(stack, { role: role(stack), vpc: newVpc(stack) });
  const environment = cluster(new Surroundings(stack))._bindProducer(producer, { topic: 'orders' });
  return [
    ...Object.entries(environment).map(([name, value]) => `${name}=${rendered(stack, value)}`),
    ...grants('writer', stack),
  ];
}

function surroundedStack(): Stack {
  return newStack(undefined, undefined, { env: { account: '123456789012', region: 'eu-central-1' } });
}

/** A role without the policies that every function in a VPC has. */
function role(stack: Stack): iam.Role {
  return new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
}

/** A line for each statement; those of other roles are the lookup's, which runs when the stack is deployed. */
function grants(who: string, stack: Stack): string[] {
  const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  return policies.flatMap(({ Properties }) => {
    const [{ Ref: roleId }] = Properties.Roles;
    const grantee = roleId.startsWith('Role') ? who : 'lookup';
    return Properties.PolicyDocument.Statement.map(
      (statement: Statement) =>
        `${grantee} may ${actionsOf(statement).join(', ')} on ${rendered(stack, statement.Resource)}`,
    );
  });
}

const SHORT: [string, string][] = [
  [secretArn('credentials'), '<credentials>'],
  [secretArn('root-ca'), '<root certificate>'],
  [MSK_ARN, '<cluster>'],
  [MSK_ARN.replace(':cluster/', ':topic/'), '<topics>'],
  [MSK_ARN.replace(':cluster/', ':group/'), '<groups>'],
];

function rendered(stack: Stack, value: unknown): string {
  const resolved: unknown = stack.resolve(value);
  const text = (typeof resolved === 'string' ? resolved : JSON.stringify(resolved))
    .replace('{"Fn::Join":["",["arn:",{"Ref":"AWS::Partition"},"', 'arn:aws')
    .replace(/"\]\]\}$/, '')
    .replace(/FunctionBootstrapBrokers\w+/, 'lookup');
  return SHORT.reduce((short, [arn, name]) => short.replaceAll(arn, name), text);
}
