import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { KafkaToS3FilesIngest, S3FilesFileSystem, S3FilesReplayer } from 'cdk-s3files';
import type { Construct } from 'constructs';
import { type RestoreBuckets, replicatedBucket } from './buckets';
import { clusterIn } from './cluster';

export interface SourceStackProps extends StackProps {
  readonly bootstrapServers: string[];
  /** The buckets in the other Region that get a copy of all that a restore needs. */
  readonly copies: RestoreBuckets;
}

/** Writes topics as files, and each hour a snapshot of topics and consumer groups; both are copied to another Region. */
export class SourceStack extends Stack {
  /** Named here, so that no account is asked for them. */
  override get availabilityZones(): string[] {
    return [`${this.region}a`, `${this.region}b`];
  }

  constructor(scope: Construct, id: string, props: SourceStackProps) {
    super(scope, id, props);
    const vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2 });
    const cluster = clusterIn(this, vpc, props.bootstrapServers);
    const fileSystem = new S3FilesFileSystem(this, 'Files', {
      bucket: replicatedBucket(this, 'FilesBucket', props.copies.files),
      vpcConfiguration: { vpc },
      synchronizationConfiguration: { dataExpiration: Duration.days(1) },
    });
    const accessPoint = fileSystem.addAccessPoint('Events', { path: '/events' });
    new KafkaToS3FilesIngest(this, 'Ingest', { vpc, cluster, topics: ['orders', 'payments'], accessPoint });

    const replayer = new S3FilesReplayer(this, 'Replayer', {
      ...{ vpc, cluster, accessPoint },
      topic: 'drill.{topic}',
      workflow: { bucket: replicatedBucket(this, 'RunsBucket', props.copies.runs) },
    });
    replayer.snapshot('Hourly', {
      schedule: ScheduleExpression.rate(Duration.hours(1)),
      groups: ['orders-*', 'payments-*'],
    });
  }
}
