import { Template } from 'aws-cdk-lib/assertions';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { App, Duration, Stack } from 'aws-cdk-lib/core';
import type { Template as LocalTemplate } from '../../local/cloudformation/template';
import { FileLayout } from '../../src/ingest/file-layout';
import { KafkaToS3FilesIngest } from '../../src/ingest/kafka-to-s3-files-ingest';
import { RecordFormat } from '../../src/ingest/record-format';
import { KafkaCluster } from '../../src/kafka/cluster';
import { S3FilesMonitoring } from '../../src/monitoring/s3-files-monitoring';
import { S3FilesReplayer } from '../../src/replayer/s3-files-replayer';

/** The template of a pipeline like the demo's with its monitoring: the dashboard that users get. */
export function synthesizeMonitoring(): LocalTemplate {
  const stack = new Stack(new App(), 'Preview');
  const vpc = new Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1 });
  const cluster = KafkaCluster.confluentCloud({
    bootstrapServers: ['pkc-00000.eu-central-1.aws.confluent.cloud:9092'],
    credentials: new Secret(stack, 'Credentials'),
  });
  // As in the demo: its namespace, and its layout, which makes its size classes.
  const common = { vpc, cluster, metricsNamespace: 'S3FilesDemo' };
  const ingest = new KafkaToS3FilesIngest(stack, 'Ingest', {
    ...common,
    topic: 's3files-demo-events',
    layout: FileLayout.perRecord(),
    format: RecordFormat.envelope(),
  });
  const { accessPoint, fileSystem } = ingest;
  const replayer = new S3FilesReplayer(stack, 'Replayer', {
    ...common,
    accessPoint,
    topic: 's3files-demo-events-replay',
  });
  replayer.schedule('Nightly', {
    schedule: ScheduleExpression.cron({ hour: '2', minute: '0' }),
    lookback: Duration.days(1),
  });
  new S3FilesMonitoring(stack, 'Monitoring', { fileSystem, ingests: [ingest], replayers: [replayer] });
  return Template.fromStack(stack).toJSON() as LocalTemplate;
}
