#!/usr/bin/env node
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import {
  Compression,
  DirectoryTimeUnit,
  FileDirectory,
  FileLayout,
  KafkaAuthentication,
  KafkaCluster,
  KafkaToS3FilesIngest,
  S3FilesReplayer,
} from 'cdk-s3files';
import type { Construct } from 'constructs';

const TOPICS = 'orders,payments,refunds,shipments,returns,customers,prices,stock,carts,clicks';

/** Ten topics by one function, and one group of pollers: a unit of pollers is paid once and not ten times. */
class ManyTopicsStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const setting = (name: string, otherwise: string): string => this.node.tryGetContext(name) ?? otherwise;

    const vpc = ec2.Vpc.fromVpcAttributes(this, 'Vpc', {
      vpcId: setting('vpc', 'vpc-0123456789abcdef0'),
      availabilityZones: setting('zones', 'eu-central-1a,eu-central-1b').split(','),
      privateSubnetIds: setting('subnets', 'subnet-0123456789abcdef0,subnet-0123456789abcdef1').split(','),
      privateSubnetRouteTableIds: setting('routeTables', 'rtb-0123456789abcdef0,rtb-0123456789abcdef1').split(','),
    });
    const cluster = KafkaCluster.selfManaged({
      bootstrapServers: setting('bootstrapServers', 'kafka-1.example.com:9096,kafka-2.example.com:9096').split(','),
      authentication: KafkaAuthentication.saslScram512(
        Secret.fromSecretNameV2(this, 'Credentials', setting('secret', 'kafka/credentials')),
      ),
      vpc, // only brokers inside a VPC can share pollers
      securityGroups: [
        ec2.SecurityGroup.fromSecurityGroupId(this, 'Brokers', setting('brokers', 'sg-0123456789abcdef0')),
      ],
    });

    // small/orders/2026/04/13/21/orders+3/…: with the topic in front, one of them can be listed, granted and replayed alone.
    const ingest = new KafkaToS3FilesIngest(this, 'Ingest', {
      vpc,
      cluster,
      topics: setting('topics', TOPICS).split(','),
      layout: FileLayout.segments({
        directories: [
          FileDirectory.topic(),
          FileDirectory.time(DirectoryTimeUnit.HOUR),
          FileDirectory.topicPartition(),
        ],
      }),
      compression: Compression.ZSTD,
    });
    const replayer = new S3FilesReplayer(this, 'Replayer', {
      vpc,
      cluster,
      topic: 'replay.{topic}', // each topic to one of its own
      accessPoint: ingest.accessPoint,
    });

    new CfnOutput(this, 'Workflow', { value: replayer.workflow.stateMachineArn });
  }
}

new ManyTopicsStack(new App(), 'ManyTopics');
