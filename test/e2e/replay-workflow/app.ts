import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { App, Stack } from 'aws-cdk-lib/core';
import { KafkaAuthentication, KafkaCluster, S3FilesFileSystem, S3FilesReplayer } from '../../../src';

/** Synthesizes an app with a replayer, for brokers that are known later. */
export function synthesizeReplayer(outdir: string): void {
  const app = new App({ outdir, context: { 'aws:cdk:enable-asset-metadata': true } }); // as the CLI says
  const stack = new Stack(app, 'Replaying');
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 });
  const cluster = KafkaCluster.selfManaged({
    bootstrapServers: ['broker.internal:9092'],
    authentication: KafkaAuthentication.none({ tls: false }),
    vpc,
    securityGroups: [new ec2.SecurityGroup(stack, 'Brokers', { vpc })],
  });
  const accessPoint = new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc } }).addAccessPoint('Events', {
    path: '/events',
  });
  new S3FilesReplayer(stack, 'Replayer', {
    accessPoint,
    vpc,
    cluster,
    topic: 'events-replay',
    workflow: { maxConcurrency: 3 },
  });
  app.synth();
}
