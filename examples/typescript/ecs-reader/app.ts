#!/usr/bin/env node
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { KafkaCluster, KafkaToS3FilesIngest, MountAccess } from 'cdk-s3files';
import type { Construct } from 'constructs';

/** Each minute, prints the names of the files that are new. A name that begins with a dot is a file that is being written. */
const READER = `
touch /tmp/seen
while sleep 60; do
  find /mnt/events -type f ! -name '.*' | sort > /tmp/now
  comm -13 /tmp/seen /tmp/now
  mv /tmp/now /tmp/seen
done`;

/** A program on AWS Fargate that reads a topic's records as files. It knows nothing of Kafka. */
class EcsReaderStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const setting = (name: string, otherwise: string): string => this.node.tryGetContext(name) ?? otherwise;

    const vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2, natGateways: 1 }); // the task pulls its image through the gateway
    const cluster = KafkaCluster.confluentCloud({
      bootstrapServers: [setting('bootstrapServers', 'pkc-00000.eu-central-1.aws.confluent.cloud:9092')],
      credentials: Secret.fromSecretNameV2(this, 'Credentials', setting('secret', 'kafka/credentials')),
    });
    const { accessPoint } = new KafkaToS3FilesIngest(this, 'Ingest', {
      vpc,
      cluster,
      topic: 'orders',
      consumerGroupId: 'orders-to-s3-files',
    });

    const taskDefinition = new ecs.FargateTaskDefinition(this, 'Task', { cpu: 256, memoryLimitMiB: 512 });
    taskDefinition.addContainer('Reader', {
      image: ecs.ContainerImage.fromRegistry('busybox:stable'),
      command: ['sh', '-c', READER],
      logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'reader' }),
    });
    const service = new ecs.FargateService(this, 'Service', {
      cluster: new ecs.Cluster(this, 'Cluster', { vpc }),
      taskDefinition,
      desiredCount: 1,
      minHealthyPercent: 0, // the former reader ends before the next one begins
      circuitBreaker: { rollback: true },
    });
    // Volume, mount point, grant and rules of security groups are written by this line.
    accessPoint.attachToTaskDefinition(taskDefinition, {
      containerPath: '/mnt/events',
      access: MountAccess.READ,
      connections: service,
    });

    new CfnOutput(this, 'ServiceName', { value: service.serviceName });
  }
}

new EcsReaderStack(new App(), 'EcsReader');
