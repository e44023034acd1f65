#!/usr/bin/env node
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import {
  KafkaCluster,
  KafkaToS3FilesIngest,
  S3FilesAlarmSeverity,
  S3FilesMonitoring,
  S3FilesReplayer,
} from 'cdk-s3files';
import type { Construct } from 'constructs';

/** A dashboard over a pipeline, and alarms: what loses records wakes somebody, all else waits for the morning. */
class MonitoringStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const setting = (name: string, otherwise: string): string => this.node.tryGetContext(name) ?? otherwise;

    const vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2, natGateways: 1 });
    const cluster = KafkaCluster.confluentCloud({
      bootstrapServers: [setting('bootstrapServers', 'pkc-00000.eu-central-1.aws.confluent.cloud:9092')],
      credentials: Secret.fromSecretNameV2(this, 'Credentials', setting('secret', 'kafka/credentials')),
    });
    const ingest = new KafkaToS3FilesIngest(this, 'Ingest', {
      vpc,
      cluster,
      topic: 'orders',
      consumerGroupId: 'orders-to-s3-files',
    });
    const replayer = new S3FilesReplayer(this, 'Replayer', {
      vpc,
      cluster,
      topic: 'orders-replay',
      accessPoint: ingest.accessPoint,
    });

    const pages = new sns.Topic(this, 'Pages');
    pages.addSubscription(new EmailSubscription(setting('pager', 'pager@example.com')));
    const tickets = new sns.Topic(this, 'Tickets');
    tickets.addSubscription(new EmailSubscription(setting('team', 'team@example.com')));

    new S3FilesMonitoring(this, 'Monitoring', {
      name: 'orders',
      fileSystem: ingest.fileSystem,
      ingests: [ingest],
      replayers: [replayer],
      pageAction: new SnsAction(pages),
      ticketAction: new SnsAction(tickets),
      alarms: {
        lagGrowing: { threshold: 10_000 }, // the topic has bursts
        recordsSetAside: { severity: S3FilesAlarmSeverity.PAGE }, // each order counts
      },
    });

    new CfnOutput(this, 'Workflow', { value: replayer.workflow.stateMachineArn });
  }
}

new MonitoringStack(new App(), 'Monitoring');
