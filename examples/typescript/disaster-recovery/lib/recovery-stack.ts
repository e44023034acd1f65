import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { S3FilesFileSystem, S3FilesReplayer } from 'cdk-s3files';
import type { Construct } from 'constructs';
import { type RestoreBuckets, replicatedBucket } from './buckets';
import { clusterIn } from './cluster';

export interface RecoveryStackProps extends StackProps {
  /** The brokers of the new cluster, which may be empty. */
  readonly bootstrapServers: string[];
}

/** Keeps the copies in another Region, and brings them back to a cluster there. */
export class RecoveryStack extends Stack {
  readonly buckets: RestoreBuckets;

  /** Named here, so that no account is asked for them. */
  override get availabilityZones(): string[] {
    return [`${this.region}a`, `${this.region}b`];
  }

  constructor(scope: Construct, id: string, props: RecoveryStackProps) {
    super(scope, id, props);
    this.buckets = { files: replicatedBucket(this, 'FilesBucket'), runs: replicatedBucket(this, 'RunsBucket') };
    const vpc = new ec2.Vpc(this, 'Vpc', { maxAzs: 2 });
    const fileSystem = new S3FilesFileSystem(this, 'Files', {
      bucket: this.buckets.files,
      vpcConfiguration: { vpc },
    });
    const replayer = new S3FilesReplayer(this, 'Replayer', {
      vpc,
      cluster: clusterIn(this, vpc, props.bootstrapServers),
      accessPoint: fileSystem.addAccessPoint('Events', { path: '/events' }),
      topic: '{topic}', // each to a topic of its own name: this is another cluster
      workflow: { bucket: this.buckets.runs },
    });
    new CfnOutput(this, 'Workflow', { value: replayer.workflow.stateMachineArn });
    new CfnOutput(this, 'Function', { value: replayer.function.functionName });
    new CfnOutput(this, 'Runs', { value: this.buckets.runs.bucketName });
  }
}
