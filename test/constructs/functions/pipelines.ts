import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import {
  KafkaAuthentication,
  KafkaCluster,
  KafkaToS3FilesIngest,
  type MountedFunctionProps,
  S3FilesReplayer,
} from '../../../src';
import { MSK_ARN } from '../kafka/clusters';
import { newApp, newStack, newVpc } from '../support/stacks';

type Options = Partial<MountedFunctionProps>;

/** An ingest and a replayer of one access point, with about everything that asks for a permission. */
export class Pipelines {
  public readonly stack;
  public readonly vpc: ec2.Vpc;
  public readonly key: kms.Key;
  public readonly cluster: KafkaCluster;
  public readonly scram: KafkaCluster;
  public readonly bucket: s3.Bucket;
  public readonly brokers: ec2.SecurityGroup;

  constructor(public readonly app = newApp()) {
    this.stack = newStack(app, 'Stack', { env: { account: '123456789012', region: 'eu-central-1' } });
    const { stack } = this;
    this.vpc = newVpc(stack);
    this.key = new kms.Key(stack, 'Key');
    this.bucket = new s3.Bucket(stack, 'Bucket', { versioned: true, encryptionKey: this.key });
    this.brokers = new ec2.SecurityGroup(stack, 'Brokers', { vpc: this.vpc });
    const place = { clusterArn: MSK_ARN, vpc: this.vpc, securityGroups: [this.brokers] };
    const secret = new secretsmanager.Secret(stack, 'Secret', {
      encryptionKey: this.key,
      secretName: 'AmazonMSK_orders',
    });
    this.cluster = KafkaCluster.msk({ ...place, authentication: KafkaAuthentication.iam() });
    this.scram = KafkaCluster.msk({ ...place, authentication: KafkaAuthentication.saslScram512(secret) });
  }

  public ingest(options: Options = {}): KafkaToS3FilesIngest {
    const { stack, vpc, scram: cluster } = this;
    const queue = new sqs.Queue(stack, 'Failed', { encryptionMasterKey: this.key });
    return new KafkaToS3FilesIngest(stack, 'Ingest', {
      vpc,
      cluster,
      topic: 'events',
      onFailure: new SqsDlq(queue),
      retryAttempts: 3,
      tracing: lambda.Tracing.ACTIVE,
      environmentEncryption: this.key,
      fileSystemOptions: { bucket: this.bucket },
      ...options,
    });
  }

  public replayer(options: Options = {}, ofIngest: Options = {}): S3FilesReplayer {
    const { stack, vpc, cluster } = this;
    const { accessPoint } = this.ingest(ofIngest);
    const replayer = new S3FilesReplayer(stack, 'Replayer', { vpc, cluster, accessPoint, topic: 'again', ...options });
    replayer.schedule('Nightly', {
      schedule: scheduler.ScheduleExpression.rate(Duration.days(1)),
      lookback: Duration.days(1),
      targetTopic: 'other',
    });
    return replayer;
  }

  public make(kind: 'ingest' | 'replayer', options: Options = {}): { role: iam.IRole; function: lambda.Function } {
    return kind === 'ingest' ? this.ingest(options) : this.replayer(options);
  }
}

/** The actions that the function of an ingest with all of this must be allowed, whatever its role is. */
export const OF_INGEST = [
  's3files:ClientMount',
  's3files:ClientWrite',
  'kafka:DescribeClusterV2',
  'kafka:GetBootstrapBrokers',
  'kafka:ListScramSecrets',
  'secretsmanager:GetSecretValue',
  'kms:Decrypt',
  'ec2:DescribeVpcs',
  'ec2:CreateNetworkInterface',
  'sqs:SendMessage',
  'kms:GenerateDataKey*',
  'xray:PutTraceSegments',
];

/** The same of a replayer. */
export const OF_REPLAYER = [
  's3files:ClientMount',
  's3:GetObject',
  's3:GetObjectVersion',
  'kms:Decrypt',
  'kafka-cluster:Connect',
  'kafka-cluster:WriteData',
  's3:PutObject',
  's3:ListBucket',
];

/** The actions in the managed policies of a role that is made for a function. */
export const OF_EVERY_FUNCTION = [
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];
