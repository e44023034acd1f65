import * as lambda from 'aws-cdk-lib/aws-lambda';
import { ConfluentDemoStack } from '../../../examples/typescript/confluent-demo/lib/confluent-demo-stack';
import { KafkaToS3FilesIngest, S3FilesFileSystem, S3FilesReplayer } from '../../../src';
import { newCluster, newVpc } from '../../support/stacks';
import { type Case, inStack } from '../case';

export const PIPELINE_CASES: readonly Case[] = [
  inStack('KafkaToS3FilesIngest', (stack) => {
    const vpc = newVpc(stack);
    const cluster = newCluster(stack);
    return () => {
      new KafkaToS3FilesIngest(stack, 'Ingest', { vpc, cluster, topic: 'events' });
    };
  }),

  inStack('KafkaToS3FilesIngest, two topics, with tracing', (stack) => {
    const vpc = newVpc(stack);
    const cluster = newCluster(stack);
    return () => {
      const tracing = lambda.Tracing.ACTIVE;
      new KafkaToS3FilesIngest(stack, 'Ingest', { vpc, cluster, topics: ['events', 'orders'], tracing });
    };
  }),

  inStack('S3FilesReplayer', (stack) => {
    const vpc = newVpc(stack);
    const cluster = newCluster(stack);
    const fileSystem = new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc } });
    const accessPoint = fileSystem.addAccessPoint('Events', { path: '/events' });
    return () => {
      new S3FilesReplayer(stack, 'Replayer', { accessPoint, vpc, cluster, topic: 'events-replay' });
    };
  }),

  {
    name: 'the example app',
    prepare: (app) => () => {
      new ConfluentDemoStack(app, 'Demo', {});
    },
    users: ['Vpc', 'ConfluentCredentials'],
  },
];
