import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Stack } from 'aws-cdk-lib/core';
import { KafkaAuthentication, type KafkaCluster, S3FilesFileSystem, S3FilesReplayer } from '../../../src';
import { Surroundings } from '../kafka/clusters';
import { newStack, newVpc, warnings } from '../support/stacks';

let stack: Stack;
let given: Surroundings;
beforeEach(() => {
  stack = newStack();
  given = new Surroundings(stack);
});

function replayer(cluster: KafkaCluster, vpc: ec2.IVpc): S3FilesReplayer {
  const fileSystem = new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc } });
  const accessPoint = fileSystem.addAccessPoint('Events', { path: '/events' });
  return new S3FilesReplayer(stack, 'Replayer', { accessPoint, vpc, cluster, topic: 'events-replay' });
}

function isolatedVpc(): ec2.Vpc {
  const subnetType = ec2.SubnetType.PRIVATE_ISOLATED;
  return newVpc(stack, { subnetConfiguration: [{ name: 'Isolated', subnetType }] });
}

function ownWarnings(): string[] {
  return warnings(stack).filter((text) => text.includes('cdk-s3files'));
}

test('a replayer finds the brokers of Amazon MSK, may reach them, and may write its topic', () => {
  const made = replayer(given.msk(), newVpc(stack));
  const template = Template.fromStack(stack);
  const [lookup] = Object.keys(template.findResources('Custom::KafkaBootstrapBrokers'));
  template.hasResourceProperties('AWS::Lambda::Function', {
    Environment: {
      Variables: Match.objectLike({
        KAFKA_AUTHENTICATION: 'IAM',
        KAFKA_BOOTSTRAP_SERVERS: { 'Fn::GetAtt': [lookup, 'BootstrapBrokerStringSaslIam'] },
      }),
    },
  });
  template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
    GroupId: 'sg-0123456789abcdef0',
    SourceSecurityGroupId: stack.resolve(made.function.connections.securityGroups[0]?.securityGroupId),
    FromPort: 9098,
  });
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Action: [
            'kafka-cluster:DescribeTopic',
            'kafka-cluster:WriteData',
            'kafka-cluster:DescribeTopicDynamicConfiguration',
          ],
          Resource: Match.stringLikeRegexp(':topic/orders/.*/events-replay$'),
        }),
      ]),
    },
  });
});

test('a replayer in another VPC than the brokers gets a warning', () => {
  const brokersVpc = new ec2.Vpc(stack, 'BrokersVpc');
  replayer(given.msk({ vpc: brokersVpc }), newVpc(stack));
  expect(ownWarnings()).toEqual([
    expect.stringContaining('runs in another VPC than the brokers (Stack/BrokersVpc): run it there'),
  ]);
});

test('in isolated subnets it needs no way out to brokers of the VPC without a secret, but one for its workflow', () => {
  const vpc = isolatedVpc();
  replayer(given.msk({ vpc }), vpc);
  expect(ownWarnings()).toEqual([
    expect.stringContaining(
      "runs in isolated subnets, but must reach Amazon S3 (for files that are not in fast storage, and for its workflow): choose 'vpcSubnets'",
    ),
  ]);
});

test('and one to the secret, if there is one', () => {
  const vpc = isolatedVpc();
  replayer(given.msk({ vpc, authentication: KafkaAuthentication.saslScram512(given.mskCredentials) }), vpc);
  expect(ownWarnings()).toEqual([
    expect.stringContaining('runs in isolated subnets, but must reach AWS Secrets Manager and Amazon S3 (for files'),
  ]);
});
