import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Duration, type Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import {
  KafkaAuthentication,
  KafkaCluster,
  KafkaToS3FilesIngest,
  type KafkaToS3FilesIngestProps,
  S3FilesFileSystem,
} from '../../../src';
import { newCluster, newStack, newVpc } from '../support/stacks';

type Options = Partial<KafkaToS3FilesIngestProps>;

/** The resources of a stack without the paths of constructs, of which CloudFormation takes no notice. */
function resources(build: (stack: Stack, common: Omit<KafkaToS3FilesIngestProps, 'topic'>) => void): unknown {
  const stack = newStack();
  build(stack, { vpc: newVpc(stack), cluster: newCluster(stack) });
  return Object.fromEntries(
    Object.entries<{ Metadata?: unknown; DependsOn?: string[] }>(Template.fromStack(stack).toJSON().Resources).map(
      ([id, { Metadata, DependsOn, ...resource }]) => [
        id,
        { ...resource, DependsOn: DependsOn && [...DependsOn].sort() },
      ],
    ),
  );
}

const shortWay = (options: Options = {}) =>
  resources((stack, common) => {
    new KafkaToS3FilesIngest(stack, 'Ingest', { ...common, topic: 'events', ...options });
  });

/** A cluster whose mappings share their pollers, by a name that comes from the ingest. */
function insideVpc(): KafkaCluster {
  const stack = newStack();
  const securityGroups = [ec2.SecurityGroup.fromSecurityGroupId(stack, 'Brokers', 'sg-0123456789abcdef0')];
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0',
    availabilityZones: ['a'],
    privateSubnetIds: ['subnet-0123456789abcdef0'],
  });
  const authentication = KafkaAuthentication.none();
  return KafkaCluster.selfManaged({ bootstrapServers: ['broker:9092'], authentication, vpc, securityGroups });
}

/** The constructs, composed as the how-to shows it. */
const composed = (options: Options = {}) =>
  resources((stack, common) => {
    const { vpc } = common;
    const scope = new Construct(stack, 'Ingest');
    const fileSystem = new S3FilesFileSystem(scope, 'FileSystem', {
      vpcConfiguration: { vpc },
      synchronizationConfiguration: { dataExpiration: Duration.days(1) },
    });
    const accessPoint = fileSystem.addAccessPoint('Events', { path: '/events' });
    new KafkaToS3FilesIngest(scope, 'Default', { ...common, topic: 'events', accessPoint, ...options });
  });

describe('who leaves the short way as the how-to says', () => {
  test('deploys the same template: the bucket, the file system and all the rest stay', () => {
    expect(composed()).toEqual(shortWay());
  });

  test.each<[string, Options]>([
    ['a consumer group', { consumerGroupId: 'ingest-events' }],
    ['several topics', { topic: undefined, topics: ['events', 'orders'] }],
    ['mappings that share their pollers', { topic: undefined, topics: ['events', 'orders'], cluster: insideVpc() }],
  ])('deploys the same template with %s', (_, options) => {
    expect(composed(options)).toEqual(shortWay(options));
  });
});
