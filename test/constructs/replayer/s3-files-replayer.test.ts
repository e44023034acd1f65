import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Stack } from 'aws-cdk-lib/core';
import {
  type KafkaCluster,
  type S3FilesAccessPoint,
  S3FilesFileSystem,
  S3FilesReplayer,
  type S3FilesReplayerProps,
  SourceFormat,
} from '../../../src';
import {
  actionsOf,
  newCluster,
  newStack,
  newVpcWithPublicSubnets,
  stableTemplate,
  statements,
  warnings,
} from '../support/stacks';

let stack: Stack;
let vpc: ec2.Vpc;
let cluster: KafkaCluster;
let accessPoint: S3FilesAccessPoint;
beforeEach(() => {
  stack = newStack();
  vpc = newVpcWithPublicSubnets(stack);
  cluster = newCluster(stack);
  accessPoint = new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc } }).addAccessPoint('Events', {
    path: '/events',
  });
});

function replayer(props: Partial<S3FilesReplayerProps> = {}): S3FilesReplayer {
  return new S3FilesReplayer(stack, 'Replayer', { accessPoint, vpc, cluster, topic: 'events-replay', ...props });
}

test('the template with all defaults', () => {
  replayer();
  expect(stableTemplate(stack)).toMatchSnapshot();
});

test('the function may read the mount by this access point, and neither write nor be root', () => {
  replayer();
  const mounting = statements(stack).filter((statement) => actionsOf(statement).includes('s3files:ClientMount'));
  expect(mounting).toEqual([
    {
      Action: 's3files:ClientMount',
      Effect: 'Allow',
      Resource: stack.resolve(accessPoint.fileSystem.fileSystemArn),
      Condition: { StringEquals: { 's3files:AccessPointArn': stack.resolve(accessPoint.accessPointArn) } },
    },
  ]);
  const actions = statements(stack).flatMap(actionsOf);
  expect(actions).not.toContain('s3files:ClientWrite');
  expect(actions).not.toContain('s3files:ClientRootAccess');
});

test('the function is told where to publish and which secret to read, for 15 minutes at most', () => {
  const made = replayer();
  const [secret] = Object.keys(Template.fromStack(stack).findResources('AWS::SecretsManager::Secret'));
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
    Timeout: 900,
    Environment: {
      Variables: {
        TARGET_TOPIC: 'events-replay',
        KAFKA_BOOTSTRAP_SERVERS: 'pkc-00000.eu-central-1.aws.confluent.cloud:9092',
        KAFKA_AUTHENTICATION: 'SASL_PLAIN',
        KAFKA_CREDENTIALS_SECRET_ARN: { Ref: secret },
        SIZE_CLASSES: '[{"name":"small","prefix":"small/","sizeLessThan":131072},{"name":"large","prefix":"large/"}]',
        MOUNT_PATH: '/mnt/events',
        ROOT_KEY: 'events/',
        WORKFLOW_BUCKET: stack.resolve(made.workflowBucket.bucketName),
      },
    },
  });
});

test.each<[string, Partial<S3FilesReplayerProps>, number | undefined]>([
  ['a month', {}, 30],
  ['as long as asked', { logRetention: logs.RetentionDays.THREE_DAYS }, 3],
  ['for good, if that is asked', { logRetention: logs.RetentionDays.INFINITE }, undefined],
])('what the function logs is kept for %s', (_, props, days) => {
  replayer(props);
  const groups = Object.values(Template.fromStack(stack).findResources('AWS::Logs::LogGroup'));
  expect(groups.map(({ Properties }) => Properties?.RetentionInDays)).toEqual([days]);
});

test('what it made can be reached', () => {
  const made = replayer();
  expect(made.function.role).toBe(made.role);
  expect(made.logGroup.node.scope?.node.scope).toBe(made);
  expect(made.accessPoint).toBe(accessPoint);
});

test('isolated subnets get a warning that names what must be reached', () => {
  const isolated = new ec2.Vpc(stack, 'Isolated', {
    subnetConfiguration: [{ name: 'Isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
  });
  const files = new S3FilesFileSystem(stack, 'Other', { vpcConfiguration: { vpc: isolated } });
  replayer({ vpc: isolated, accessPoint: files.addAccessPoint('Events') });
  expect(warnings(stack)).toContainEqual(
    expect.stringContaining('must reach AWS Secrets Manager, the brokers and Amazon S3 '),
  );
});

test('subnets with egress get none', () => {
  replayer();
  expect(warnings(stack)).toEqual([]);
});

test.each<[string, Partial<S3FilesReplayerProps>, string]>([
  ['a topic that Kafka would refuse', { topic: 'a b' }, "topic 'a b' cannot be used"],
  [
    'a template of topics for files that tell none',
    { topic: 'restored.{topic}', sourceFormat: SourceFormat.FILES },
    'topic \'restored.{topic}\' asks for the topic that records came from, which files of the format "files" do not tell',
  ],
  ['size classes that cannot be', { sizeClasses: [{ name: 'all', prefix: 'all' }] }, "must end with '/'"],
  ['a mount path that cannot be', { mountPath: '/data' }, "mount path '/data' cannot be used by Lambda"],
])('%s is refused', (_, props, message) => {
  expect(() => replayer(props)).toThrow(message);
});

test('a retention for a given log group is refused', () => {
  const logGroup = new logs.LogGroup(stack, 'Own');
  expect(() => replayer({ logGroup, logRetention: logs.RetentionDays.ONE_DAY })).toThrow(
    "'logRetention' was given with log group 'Stack/Own', which has its own: set the retention there, or leave the group out",
  );
});
