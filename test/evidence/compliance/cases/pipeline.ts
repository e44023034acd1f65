import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Duration, TimeZone } from 'aws-cdk-lib/core';
import { ConfluentDemoStack } from '../../../../examples/typescript/confluent-demo/lib/confluent-demo-stack';
import { KafkaRecordsTable, KafkaToS3FilesIngest, S3FilesFileSystem, S3FilesReplayer } from '../../../../src';
import { monitor, newPipeline } from '../../../constructs/monitoring/pipeline';
import { newCluster, newVpcWithPublicSubnets } from '../../../constructs/support/stacks';
import { type Case, inStack } from '../case';

export const PIPELINE_CASES: readonly Case[] = [
  inStack('KafkaToS3FilesIngest', (stack) => {
    const vpc = newVpcWithPublicSubnets(stack);
    const cluster = newCluster(stack);
    return () => {
      new KafkaToS3FilesIngest(stack, 'Ingest', { vpc, cluster, topic: 'events' });
    };
  }),

  inStack('KafkaToS3FilesIngest, two topics, with tracing', (stack) => {
    const vpc = newVpcWithPublicSubnets(stack);
    const cluster = newCluster(stack);
    return () => {
      const tracing = lambda.Tracing.ACTIVE;
      new KafkaToS3FilesIngest(stack, 'Ingest', { vpc, cluster, topics: ['events', 'orders'], tracing });
    };
  }),

  inStack('S3FilesReplayer', (stack) => {
    const vpc = newVpcWithPublicSubnets(stack);
    const cluster = newCluster(stack);
    const fileSystem = new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc } });
    const accessPoint = fileSystem.addAccessPoint('Events', { path: '/events' });
    return () => {
      new S3FilesReplayer(stack, 'Replayer', { accessPoint, vpc, cluster, topic: 'events-replay' });
    };
  }),

  inStack('S3FilesReplayer, two schedules, with tracing, logs and a bucket of the user', (stack) => {
    const vpc = newVpcWithPublicSubnets(stack);
    const cluster = newCluster(stack);
    const fileSystem = new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc } });
    const accessPoint = fileSystem.addAccessPoint('Events', { path: '/events' });
    const bucket = new s3.Bucket(stack, 'Runs', { encryption: s3.BucketEncryption.KMS });
    const destination = new logs.LogGroup(stack, 'Log');
    return () => {
      const replayer = new S3FilesReplayer(stack, 'Replayer', {
        accessPoint,
        vpc,
        cluster,
        topic: 'events-replay',
        tracing: lambda.Tracing.ACTIVE,
        workflow: { bucket, logs: { destination, level: sfn.LogLevel.ALL } },
      });
      replayer.schedule('Nightly', {
        schedule: ScheduleExpression.cron({ minute: '0', hour: '0', timeZone: TimeZone.ETC_UTC }),
        lookback: Duration.days(1),
      });
      replayer.schedule('Weekly', { schedule: ScheduleExpression.rate(Duration.days(7)), ordered: false });
    };
  }),

  inStack('KafkaRecordsTable, with a view and a reader', (stack) => {
    const vpc = newVpcWithPublicSubnets(stack);
    const cluster = newCluster(stack);
    const fileSystem = new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc } });
    const accessPoint = fileSystem.addAccessPoint('Events', { path: '/events' });
    const ingest = new KafkaToS3FilesIngest(stack, 'Ingest', { vpc, cluster, topic: 'events', accessPoint });
    const analyst = new iam.Role(stack, 'Analyst', { assumedBy: new iam.AccountRootPrincipal() });
    return () => {
      const view = { viewName: 'by_customer', columns: [{ name: 'customer', path: 'customer.id' }] };
      const table = new KafkaRecordsTable(stack, 'Table', { ingest, databaseName: 'kafka', tableName: 'events', view });
      table.grantRead(analyst);
    };
  }),

  {
    name: 'the example app',
    prepare: (app) => () => {
      new ConfluentDemoStack(app, 'Demo', {});
    },
    users: ['Vpc', 'ConfluentCredentials'],
  },

  inStack('S3FilesMonitoring', (stack) => {
    const pipeline = newPipeline(stack);
    const masterKey = new kms.Key(stack, 'Key', { enableKeyRotation: true });
    const alarmTopic = new sns.Topic(stack, 'Alarms', { enforceSSL: true, masterKey });
    return () => {
      monitor(stack, pipeline, { alarmTopic });
    };
  }),
];
