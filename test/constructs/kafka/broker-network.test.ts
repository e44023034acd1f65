import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { App, CfnParameter, type Stack } from 'aws-cdk-lib/core';
import { KafkaAuthentication } from '../../../src';
import { mapTopic } from '../../../src/ingest/kafka-event-source';
import { newFunction, newStack, newVpc, statements, warnings } from '../support/stacks';
import { Surroundings } from './clusters';

const topic = 'orders';

let app: App;
let stack: Stack;
let given: Surroundings;
let vpc: ec2.Vpc;
let fn: lambda.Function;
beforeEach(() => {
  app = new App();
  stack = newStack(app);
  given = new Surroundings(stack);
  vpc = newVpc(stack);
  fn = newFunction(stack, { vpc });
});

function ingress(of: Stack = stack): unknown[] {
  return Object.values(Template.fromStack(of).findResources('AWS::EC2::SecurityGroupIngress')).map(({ Properties }) => [
    Properties.GroupId,
    Properties.SourceSecurityGroupId,
    Properties.FromPort,
    Properties.ToPort,
  ]);
}

describe('the producer', () => {
  const from = () => stack.resolve(fn.connections.securityGroups[0]?.securityGroupId);

  test.each([
    ['IAM', () => KafkaAuthentication.iam(), 9098],
    ['SCRAM', () => KafkaAuthentication.saslScram512(given.mskCredentials), 9096],
    ['mutual TLS', () => KafkaAuthentication.mutualTls(given.credentials), 9094],
    ['TLS alone', () => KafkaAuthentication.none(), 9094],
    ['plaintext', () => KafkaAuthentication.none({ tls: false }), 9092],
  ])('reaches the port of Amazon MSK for %s, and no other', (_, authentication, port) => {
    given.msk({ authentication: authentication() })._bindProducer(fn, { topic });
    expect(ingress()).toEqual([['sg-0123456789abcdef0', from(), port, port]]);
  });

  test('reaches the ports that the bootstrap servers name, each once', () => {
    const bootstrapServers = ['b-1.example.com:9196', 'b-2.example.com:9196', 'b-3.example.com:9198'];
    given.msk({ bootstrapServers })._bindProducer(fn, { topic });
    expect(ingress()).toEqual([
      ['sg-0123456789abcdef0', from(), 9196, 9196],
      ['sg-0123456789abcdef0', from(), 9198, 9198],
    ]);
  });

  test('reaches any port of the brokers where only the deployment knows theirs', () => {
    const bootstrapServers = new CfnParameter(stack, 'Servers', { type: 'CommaDelimitedList' }).valueAsList;
    given
      .selfManaged({ bootstrapServers, vpc: given.vpc, securityGroups: [given.brokers] })
      ._bindProducer(fn, { topic });
    expect(ingress()).toEqual([['sg-0123456789abcdef0', from(), 0, 65535]]);
  });

  test('is let out too where its security group lets nothing out by itself', () => {
    const strict = new ec2.SecurityGroup(stack, 'Strict', { vpc, allowAllOutbound: false });
    given.msk()._bindProducer(newFunction(stack, { vpc, securityGroups: [strict] }, 'Other'), { topic });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupEgress', {
      GroupId: stack.resolve(strict.securityGroupId),
      DestinationSecurityGroupId: 'sg-0123456789abcdef0',
      FromPort: 9098,
    });
  });

  test('writes the rules in its own stack, so that the brokers’ stack does not depend on it', () => {
    const clusterStack = newStack(app, 'ClusterStack');
    const brokers = new ec2.SecurityGroup(clusterStack, 'Brokers', { vpc: newVpc(clusterStack) });
    given.msk({ securityGroups: [brokers] })._bindProducer(fn, { topic });
    expect(ingress()).toHaveLength(1);
    expect(clusterStack.dependencies).toEqual([]);
    expect(stack.dependencies).toEqual([clusterStack]);
  });

  test('needs no rule for brokers on the internet', () => {
    given.selfManaged()._bindProducer(fn, { topic });
    expect(ingress()).toEqual([]);
  });

  test('gets a warning when it runs in another VPC than the brokers', () => {
    given.msk({ vpc: newVpc(newStack(app, 'Elsewhere')) })._bindProducer(fn, { topic, vpc });
    expect(warnings(stack)).toContainEqual(
      expect.stringContaining('runs in another VPC than the brokers (Elsewhere/Vpc): run it there, or make sure'),
    );
  });

  test('gets none in the same VPC, nor where the two cannot be compared', () => {
    given.msk({ vpc })._bindProducer(fn, { topic, vpc });
    given.msk()._bindProducer(newFunction(stack, { vpc }, 'Other'), { topic, vpc });
    expect(warnings(stack).filter((text) => text.includes('cdk-s3files'))).toEqual([]);
  });
});

describe('the pollers', () => {
  test('are let into brokers that the app defines, by the brokers’ own group and in its stack', () => {
    const clusterStack = newStack(app, 'ClusterStack');
    const brokers = new ec2.SecurityGroup(clusterStack, 'Brokers', { vpc: newVpc(clusterStack) });
    const group = clusterStack.resolve(brokers.securityGroupId);
    const cluster = given.msk({ securityGroups: [brokers] });
    cluster._bindEventSource(fn, { topic });
    cluster._bindEventSource(fn, { topic: 'returns' });
    expect(ingress(clusterStack)).toEqual([[group, group, 9098, 9098]]);
    expect(ingress()).toEqual([]);
  });

  test.each([true, false])(
    'are waited for by the mapping: their rules come first (all let out: %s)',
    (allowAllOutbound) => {
      const brokers = new ec2.SecurityGroup(stack, 'OwnBrokers', { vpc, allowAllOutbound });
      brokers.addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(22), 'not theirs');
      const cluster = given.msk({ vpc, securityGroups: [brokers] });
      mapTopic(stack, 'Mapping', fn, { cluster, topic });
      const template = Template.fromStack(stack);
      const [mapping] = Object.values(template.findResources('AWS::Lambda::EventSourceMapping'));
      const rules = ['AWS::EC2::SecurityGroupIngress', 'AWS::EC2::SecurityGroupEgress'].flatMap((type) =>
        Object.keys(template.findResources(type)),
      );
      expect(rules).toHaveLength(allowAllOutbound ? 1 : 2);
      expect(mapping?.DependsOn).toEqual(expect.arrayContaining(rules));
    },
  );

  test('get no rule in an imported group: it may stand there already, and then the deployment would fail', () => {
    given.msk()._bindEventSource(fn, { topic });
    expect(ingress()).toEqual([]);
  });

  test('may make network interfaces in this account and Region, and describe what Amazon EC2 describes', () => {
    given.msk()._bindEventSource(fn, { topic });
    const ec2Statements = statements(stack).filter(({ Action }) => [Action].flat().some((a) => a.startsWith('ec2:')));
    expect(ec2Statements).toEqual([
      expect.objectContaining({
        Action: [
          'ec2:DescribeNetworkInterfaces',
          'ec2:DescribeSecurityGroups',
          'ec2:DescribeSubnets',
          'ec2:DescribeVpcs',
        ],
        Resource: '*',
      }),
      expect.objectContaining({
        Action: ['ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface'],
        Resource: {
          'Fn::Join': [
            '',
            [
              'arn:',
              { Ref: 'AWS::Partition' },
              ':ec2:',
              { Ref: 'AWS::Region' },
              ':',
              { Ref: 'AWS::AccountId' },
              ':*/*',
            ],
          ],
        },
      }),
    ]);
  });

  test('may not for brokers on the internet', () => {
    given.selfManaged()._bindEventSource(fn, { topic });
    expect(JSON.stringify(statements(stack))).not.toContain('ec2:');
    Template.fromStack(stack).resourcePropertiesCountIs('AWS::IAM::Policy', Match.anyValue(), 1);
  });
});
