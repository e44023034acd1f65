import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { Duration } from 'aws-cdk-lib/core';
import type { DirectS3Read } from '../interfaces/direct-s3-read';

/**
 * Properties of a Lambda function that works on the files of a mount.
 */
export interface MountedFunctionProps {
  /**
   * The VPC that the function runs in. It must be the VPC of the file system's mount targets.
   */
  readonly vpc: ec2.IVpc;

  /**
   * The subnets that the function runs in. There must be a mount target in each of their Availability Zones. Public ones
   * will do for an ingest that does not read from the bucket, since it needs no way out; a function gets no public address.
   *
   * @default - the VPC's private subnets, or its isolated ones if there are no others
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The function's security groups.
   *
   * @default - a new one. From that of an ingest only the mount targets can be reached, unless it reads directly from S3;
   *   from that of a replayer everything can
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * The path at which the function sees the access point's root directory: `/mnt/` and a name of letters, digits, `-`, `_`
   * and `.`, 160 characters at most.
   *
   * @default '/mnt/events'
   */
  readonly mountPath?: string;

  /**
   * Reads from the bucket itself, past the file system.
   *
   * `ENABLED` grants the function's role to read the objects that the access point shows.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem-s3files.html
   * @default - `ENABLED` for a replayer whose access point's bucket is known. Otherwise nothing is set, and Lambda does the
   *   same as for `DirectS3Read.AUTO`
   */
  readonly directS3Read?: DirectS3Read;

  /**
   * The function's memory in MiB, 128 to 10240. Its processor time and its network bandwidth grow with it.
   *
   * @default 1769 - one whole processor
   */
  readonly memorySize?: number;

  /**
   * The time that one invocation may take: 15 minutes at most.
   *
   * @default - 5 minutes for an ingest, 15 minutes for a replayer
   */
  readonly timeout?: Duration;

  /**
   * The processor architecture. The handlers run on both.
   *
   * @default lambda.Architecture.ARM_64
   */
  readonly architecture?: lambda.Architecture;

  /**
   * The runtime: Node.js 22 or later. Others are refused.
   *
   * @default lambda.Runtime.NODEJS_24_X
   */
  readonly runtime?: lambda.Runtime;

  /**
   * The log group of the function.
   *
   * @default - a new log group, which is deleted with the stack
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * The time that the new log group keeps its entries. It is an error to give `logGroup` as well, which has its own.
   *
   * @default logs.RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * Further environment variables. The variables that the construct sets itself cannot be changed by this.
   *
   * @default - none
   */
  readonly environment?: Record<string, string>;

  /**
   * The number of invocations that may run at the same time, reserved for this function.
   *
   * @default - no reservation
   */
  readonly reservedConcurrentExecutions?: number;

  /**
   * AWS X-Ray tracing.
   *
   * @default lambda.Tracing.DISABLED
   */
  readonly tracing?: lambda.Tracing;

  /**
   * The CloudWatch namespace of the function's own metrics.
   *
   * @default 'S3Files'
   */
  readonly metricsNamespace?: string;
}
