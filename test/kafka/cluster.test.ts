import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { CfnParameter, type Stack } from 'aws-cdk-lib/core';
import { KafkaCluster } from '../../src';
import { newStack, statements } from '../support/stacks';

const bootstrapServers = ['pkc-0.aws.confluent.cloud:9092', 'pkc-1.aws.confluent.cloud:9092'];

let stack: Stack;
let credentials: secretsmanager.Secret;
let role: iam.Role;
beforeEach(() => {
  stack = newStack();
  credentials = new secretsmanager.Secret(stack, 'Credentials', { encryptionKey: new kms.Key(stack, 'Key') });
  role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
});

test('a cluster on Confluent Cloud is read with SASL/PLAIN', () => {
  const cluster = KafkaCluster.confluentCloud({ bootstrapServers, credentials });
  expect(cluster.bindEventSource(role)).toEqual({
    kafkaBootstrapServers: bootstrapServers,
    sourceAccessConfigurations: [{ type: lambda.SourceAccessConfigurationType.BASIC_AUTH, uri: credentials.secretArn }],
  });
});

test('and written with SASL/PLAIN, the credentials named and never held', () => {
  const cluster = KafkaCluster.confluentCloud({ bootstrapServers, credentials });
  expect(stack.resolve(cluster.bindProducer(role))).toEqual({
    KAFKA_BOOTSTRAP_SERVERS: bootstrapServers.join(','),
    KAFKA_AUTHENTICATION: 'SASL_PLAIN',
    KAFKA_CREDENTIALS_SECRET_ARN: stack.resolve(credentials.secretArn),
  });
});

test.each(['bindEventSource', 'bindProducer'] as const)('%s grants reading this secret, and nothing else', (bind) => {
  KafkaCluster.confluentCloud({ bootstrapServers, credentials })[bind](role);
  expect(statements(stack)).toEqual([
    expect.objectContaining({
      Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
      Resource: stack.resolve(credentials.secretArn),
    }),
  ]);
  // A key of this app grants by its own policy.
  Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', {
    KeyPolicy: {
      Statement: Match.arrayWith([
        Match.objectLike({ Action: 'kms:Decrypt', Principal: { AWS: stack.resolve(role.roleArn) } }),
      ]),
    },
  });
});

test('bootstrap servers that only the deployment knows reach both sides', () => {
  const servers = new CfnParameter(stack, 'Servers', { type: 'CommaDelimitedList' }).valueAsList;
  const cluster = KafkaCluster.confluentCloud({ bootstrapServers: servers, credentials });
  expect(stack.resolve(cluster.bindEventSource(role).kafkaBootstrapServers)).toEqual({ Ref: 'Servers' });
  expect(stack.resolve(cluster.bindProducer(role).KAFKA_BOOTSTRAP_SERVERS)).toEqual({
    'Fn::Join': [',', { Ref: 'Servers' }],
  });
});

test.each([
  [[], '0 bootstrap servers were given: give 1 to 10'],
  [Array.from({ length: 11 }, (_, i) => `b${i}:9092`), '11 bootstrap servers were given: give 1 to 10'],
  [['broker.example.com'], "bootstrap server 'broker.example.com' must be a host name and a port"],
  [['broker.example.com:0'], "bootstrap server 'broker.example.com:0' must be"],
  [['broker.example.com:70000'], "bootstrap server 'broker.example.com:70000' must be"],
  [['SASL_SSL://broker.example.com:9092'], 'without a scheme'],
])('bootstrap servers %j are refused', (servers, message) => {
  expect(() => KafkaCluster.confluentCloud({ bootstrapServers: servers, credentials })).toThrow(message);
});
