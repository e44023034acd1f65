import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
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
   * The time that one invocation may take: for a replayer 30 minutes at most, for an ingest the 14 minutes that an event
   * source mapping of Kafka waits.
   *
   * A replay stops before this and goes on in the next invocation, so that more time is needed only where a single file
   * takes that long. Where a function cannot have more than 15 minutes yet, the deployment says so.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-kafka-configure.html
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
   * The function's role. It must trust `lambda.amazonaws.com` and be of the function's account.
   *
   * It is granted everything that the function needs, including its log and its network interfaces. A role that takes no
   * policy from this app, such as one imported with `mutable: false`, gets a warning at synthesis with the statements that
   * it must have.
   *
   * @default - a new role
   */
  readonly role?: iam.IRole;

  /**
   * The function's name: 1 to 64 letters, digits, `-` and `_`. With a name that is given, changes that replace the function
   * cannot be deployed.
   *
   * @default - a name that CloudFormation makes
   */
  readonly functionName?: string;

  /**
   * The function's description, 256 characters at most.
   *
   * @default - what the function does, in a sentence
   */
  readonly description?: string;

  /**
   * Layers, such as extensions for monitoring: 5 at most, for the function's runtime.
   *
   * @default - none
   */
  readonly layers?: lambda.ILayerVersion[];

  /**
   * The key that encrypts the function's environment variables, of the stack's Region. The function's role is granted to
   * decrypt with it. Whoever deploys must be allowed to encrypt with it and to make grants of it (`kms:CreateGrant`).
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html
   * @default - a key that AWS Lambda manages
   */
  readonly environmentEncryption?: kms.IKey;

  /**
   * The format of what Lambda writes to the log. The function's own lines are JSON in both formats.
   *
   * @default - text
   */
  readonly loggingFormat?: lambda.LoggingFormat;

  /**
   * The least level of the function's own lines that reach the log. Needs `LoggingFormat.JSON`.
   *
   * The function's metrics are lines without a level, which Lambda takes for `INFO`: a higher level than that can take them
   * away, and gets a warning.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
   * @default - `INFO` in the JSON format; in text every line
   */
  readonly applicationLogLevel?: lambda.ApplicationLogLevel;

  /**
   * The least level of Lambda's own lines that reach the log. Needs `LoggingFormat.JSON`.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
   * @default - `INFO` in the JSON format; in text every line
   */
  readonly systemLogLevel?: lambda.SystemLogLevel;

  /**
   * The log group of the function, of its account and Region. One that is not of class `STANDARD` takes the function's own
   * metrics away, and gets a warning.
   *
   * @see https://aws.amazon.com/blogs/aws/new-amazon-cloudwatch-log-class-for-infrequent-access-logs-at-a-reduced-price/
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
   * Further environment variables. A variable that the construct sets, or that Lambda reserves, is an error, and so is more
   * than Lambda takes: 4 KB, with those of the construct.
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
   * The CloudWatch namespace of the function's own metrics: 1 to 255 ASCII characters that do not begin with `:` or `AWS/`.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
   * @default 'S3Files'
   */
  readonly metricsNamespace?: string;
}
