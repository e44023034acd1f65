#!/usr/bin/env node
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { KafkaCluster, KafkaToS3FilesIngest, S3FilesFileSystem } from 'cdk-s3files';
import type { Construct } from 'constructs';

/** Files below `kafka/` of a bucket that is there already, with a key of its own, in a VPC that is there already. */
class ExistingStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const setting = (name: string, otherwise: string): string => this.node.tryGetContext(name) ?? otherwise;

    const vpc = ec2.Vpc.fromVpcAttributes(this, 'Vpc', {
      vpcId: setting('vpc', 'vpc-0123456789abcdef0'),
      availabilityZones: setting('zones', 'eu-central-1a,eu-central-1b').split(','),
      privateSubnetIds: setting('subnets', 'subnet-0123456789abcdef0,subnet-0123456789abcdef1').split(','),
      privateSubnetRouteTableIds: setting('routeTables', 'rtb-0123456789abcdef0,rtb-0123456789abcdef1').split(','),
    });
    // Amazon S3 Files needs versions, and events to Amazon EventBridge: a bucket of another app gets both there.
    const bucket = s3.Bucket.fromBucketAttributes(this, 'Bucket', {
      bucketName: setting('bucket', 'my-data-lake'),
      encryptionKey: kms.Key.fromKeyArn(
        this,
        'Key',
        setting('key', 'arn:aws:kms:eu-central-1:111111111111:key/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f'),
      ),
    });
    const fileSystem = new S3FilesFileSystem(this, 'Files', {
      bucket,
      prefix: 'kafka/', // what else the bucket has is not shown, and not touched
      vpcConfiguration: { vpc },
      synchronizationConfiguration: { dataExpiration: Duration.days(1) },
    });

    const cluster = KafkaCluster.confluentCloud({
      bootstrapServers: [setting('bootstrapServers', 'pkc-00000.eu-central-1.aws.confluent.cloud:9092')],
      credentials: Secret.fromSecretNameV2(this, 'Credentials', setting('secret', 'kafka/credentials')),
    });
    new KafkaToS3FilesIngest(this, 'Ingest', {
      vpc,
      cluster,
      topic: 'orders',
      consumerGroupId: 'orders-to-s3-files',
      accessPoint: fileSystem.addAccessPoint('Orders', { path: '/orders' }), // s3://<bucket>/kafka/orders/
    });

    new CfnOutput(this, 'FileSystemId', { value: fileSystem.fileSystemId });
  }
}

new ExistingStack(new App(), 'ExistingBucketAndVpc');
