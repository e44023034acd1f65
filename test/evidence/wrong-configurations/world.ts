import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { App, Stack } from 'aws-cdk-lib/core';
import {
  type AccessPointOptions,
  KafkaAuthentication,
  KafkaCluster,
  KafkaToS3FilesIngest,
  type KafkaToS3FilesIngestProps,
  type MskClusterProps,
  type ReplayScheduleOptions,
  type S3FilesAccessPoint,
  S3FilesFileSystem,
  type S3FilesFileSystemProps,
  S3FilesReplayer,
  type S3FilesReplayerProps,
  type SelfManagedClusterProps,
  type SnapshotScheduleOptions,
} from '../../../src';
import { MSK_ARN, secretArn } from '../../constructs/kafka/clusters';

/** An app that nothing is wrong with, of whose parts a configuration changes one. */
export class World {
  public readonly app = new App();
  public readonly stack = new Stack(this.app, 'Stack', { env: { account: '123456789012', region: 'eu-central-1' } });
  public readonly vpc = new ec2.Vpc(this.stack, 'Vpc', { availabilityZones: ['eu-central-1a', 'eu-central-1b'] });
  public readonly brokers = ec2.SecurityGroup.fromSecurityGroupId(this.stack, 'Brokers', 'sg-0123456789abcdef0');
  private files?: S3FilesFileSystem;
  private accessPoint?: S3FilesAccessPoint;

  /** Makes an ingest with any properties that a user without types may write. */
  public ingest(
    props: Partial<Record<keyof KafkaToS3FilesIngestProps, unknown>> = {},
    id = 'Ingest',
  ): KafkaToS3FilesIngest {
    const { vpc } = this;
    const own = { vpc, topic: 'events', consumerGroupId: `of-${id}`, ...this.shared(props) };
    const all = { ...own, ...props };
    return new KafkaToS3FilesIngest(this.stack, id, all as KafkaToS3FilesIngestProps);
  }

  public replayer(props: Partial<Record<keyof S3FilesReplayerProps, unknown>> = {}): S3FilesReplayer {
    const all = { vpc: this.vpc, topic: 'again', ...this.shared(props), ...props };
    return new S3FilesReplayer(this.stack, 'Replayer', all as S3FilesReplayerProps);
  }

  public schedule(options: Omit<ReplayScheduleOptions, 'schedule'>): void {
    this.replayer().schedule('Nightly', {
      schedule: scheduler.ScheduleExpression.expression('rate(1 day)'),
      ...options,
    });
  }

  public snapshot(
    options: Partial<SnapshotScheduleOptions>,
    props: Partial<Record<keyof S3FilesReplayerProps, unknown>> = {},
  ): void {
    const schedule = scheduler.ScheduleExpression.expression('rate(1 hour)');
    this.replayer(props).snapshot('Snapshots', { schedule, groups: ['*'], ...options });
  }

  public fileSystem(props: Partial<Record<keyof S3FilesFileSystemProps, unknown>> = {}): S3FilesFileSystem {
    const vpcConfiguration = { vpc: this.vpc };
    this.files = new S3FilesFileSystem(this.stack, 'Files', { vpcConfiguration, ...props } as S3FilesFileSystemProps);
    return this.files;
  }

  public bucket(props: s3.BucketProps): S3FilesFileSystem {
    return this.fileSystem({ bucket: new s3.Bucket(this.stack, 'Bucket', { versioned: true, ...props }) });
  }

  public point(options: Partial<Record<keyof AccessPointOptions, unknown>> = {}, id = 'Events'): S3FilesAccessPoint {
    const all = { path: '/events', ...options } as AccessPointOptions;
    return (this.files ?? this.fileSystem()).addAccessPoint(id, all);
  }

  public confluent(servers: string[] = ['pkc-00000.eu-central-1.aws.confluent.cloud:9092']): KafkaCluster {
    return KafkaCluster.confluentCloud({ bootstrapServers: servers, credentials: this.secret('confluent') });
  }

  public selfManaged(props: Partial<Record<keyof SelfManagedClusterProps, unknown>> = {}): KafkaCluster {
    const bootstrapServers = ['broker.example.com:9096'];
    const authentication = KafkaAuthentication.saslScram512(this.secret('broker'));
    return KafkaCluster.selfManaged({ bootstrapServers, authentication, ...props } as SelfManagedClusterProps);
  }

  public msk(props: Partial<Record<keyof MskClusterProps, unknown>> = {}): KafkaCluster {
    const { vpc, brokers } = this;
    const authentication = KafkaAuthentication.iam();
    const all = { clusterArn: MSK_ARN, vpc, securityGroups: [brokers], authentication, ...props };
    return KafkaCluster.msk(all as MskClusterProps);
  }

  public secret(name: string, region = 'eu-central-1'): secretsmanager.ISecret {
    const id = `Secret-${name}`;
    const present = this.stack.node.tryFindChild(id) as secretsmanager.ISecret | undefined;
    const arn = secretArn(name).replace('eu-central-1', region);
    return present ?? secretsmanager.Secret.fromSecretCompleteArn(this.stack, id, arn);
  }

  /** The properties that an ingest and a replayer have in common. Each is made only if it was not given. */
  private shared(given: { accessPoint?: unknown; cluster?: unknown }): object {
    if (!('accessPoint' in given)) {
      this.accessPoint ??= this.point();
    }
    return { accessPoint: this.accessPoint, cluster: given.cluster ?? this.confluent() };
  }
}
