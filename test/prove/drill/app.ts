import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { App, Stack } from 'aws-cdk-lib/core';
import { KafkaAuthentication, KafkaCluster, KafkaToS3FilesIngest, S3FilesReplayer } from '../../../src';

/** Synthesizes an app with an ingest and a replayer on one access point, for brokers that are known later. */
export function synthesizeDrill(outdir: string, topics: readonly string[]): void {
  const app = new App({ outdir, context: { 'aws:cdk:enable-asset-metadata': true } }); // as the CLI says
  const stack = new Stack(app, 'Drill');
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 });
  const cluster = KafkaCluster.selfManaged({
    bootstrapServers: ['broker.internal:9092'],
    authentication: KafkaAuthentication.none({ tls: false }),
    vpc,
    securityGroups: [new ec2.SecurityGroup(stack, 'Brokers', { vpc })],
  });
  const { accessPoint } = new KafkaToS3FilesIngest(stack, 'Ingest', { vpc, cluster, topics: [...topics] });
  new S3FilesReplayer(stack, 'Replayer', {
    accessPoint,
    vpc,
    cluster,
    topic: 'unused',
    workflow: { maxConcurrency: 4 },
  });
  app.synth();
}
