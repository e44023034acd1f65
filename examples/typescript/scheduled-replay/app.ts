#!/usr/bin/env node
import { App, CfnOutput, Duration, Stack, TimeZone } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { KafkaCluster, KafkaToS3FilesIngest, S3FilesReplayer } from 'cdk-s3files';
import type { Construct } from 'constructs';

/** Each night the records of the last 24 hours go to the topic `orders-replay`: by the clock, in order, and not too fast. */
class ScheduledReplayStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const setting = (name: string, otherwise: string): string => this.node.tryGetContext(name) ?? otherwise;

    const vpc = new ec2.Vpc(this, 'Vpc', {
      maxAzs: 2,
      natGateways: 1, // the replayer publishes to brokers on the internet
      // What it reads directly from the bucket goes past the NAT gateway, which is free.
      gatewayEndpoints: { S3: { service: ec2.GatewayVpcEndpointAwsService.S3 } },
    });
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
    const schedule = replayer.schedule('Nightly', {
      schedule: ScheduleExpression.cron({ minute: '30', hour: '0', timeZone: TimeZone.ETC_UTC }),
      lookback: Duration.days(1),
      delay: Duration.minutes(30), // before the scheduled time: what is written late is there by then
      timeDirectories: true, // it looks into the directories of these days alone
      allowEmpty: true, // a day without orders is no failure
      rateLimitPerSecond: 2000,
      exclude: { headers: [{ name: 'source', value: 'load-test' }] },
    });

    new CfnOutput(this, 'Workflow', { value: replayer.workflow.stateMachineArn });
    new CfnOutput(this, 'NotStarted', { value: schedule.deadLetterQueue.queueUrl });
  }
}

new ScheduledReplayStack(new App(), 'ScheduledReplay');
