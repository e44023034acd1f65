import type { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import {
  type KafkaCluster,
  KafkaToS3FilesIngest,
  type KafkaToS3FilesIngestProps,
  S3FilesFileSystem,
} from '../../../src';
import { newCluster, newStack, newVpc, warnings } from '../support/stacks';

let stack: Stack;
let common: Pick<KafkaToS3FilesIngestProps, 'vpc' | 'topic' | 'accessPoint'>;
let cluster: KafkaCluster;
let other: KafkaCluster;
beforeEach(() => {
  stack = newStack();
  const vpc = newVpc(stack);
  const fileSystem = new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc } });
  common = { vpc, topic: 'events', accessPoint: fileSystem.addAccessPoint('Events') };
  cluster = newCluster(stack);
  other = newCluster(new Construct(stack, 'Other'));
});

const sameTopic = () => warnings(stack).filter((warning) => warning.includes('sameTopicOfTwoClusters'));

test('a topic of the same name in two clusters is warned of, since their files would have the same names', () => {
  new KafkaToS3FilesIngest(stack, 'One', { ...common, cluster });
  new KafkaToS3FilesIngest(stack, 'Two', { ...common, cluster: other });
  expect(sameTopic()).toEqual([
    expect.stringContaining(
      "topic 'events' is written by access point 'Stack/Files/Events' from another 'KafkaCluster'",
    ),
  ]);
});

test('directories of its own keep each cluster apart', () => {
  new KafkaToS3FilesIngest(stack, 'One', { ...common, cluster });
  const sizeClasses = [{ name: 'all', prefix: 'two/' }];
  new KafkaToS3FilesIngest(stack, 'Two', { ...common, cluster: other, sizeClasses });
  expect(sameTopic()).toEqual([]);
});

test('the same cluster may be read twice: it writes the same files', () => {
  new KafkaToS3FilesIngest(stack, 'One', { ...common, cluster });
  new KafkaToS3FilesIngest(stack, 'Two', { ...common, cluster });
  expect(sameTopic()).toEqual([]);
});
