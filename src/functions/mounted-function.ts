import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { type Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { constructError } from '../construct-error';
import { VARIABLES } from '../contract/variables';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';
import { DirectS3Read } from '../interfaces/direct-s3-read';
import type { MountAccess } from '../interfaces/mount-access';
import { DEFAULT_MOUNT_PATH } from '../mounting/function-mount';
import { type Handler, handlerCode } from '../runtime-assets';
import { concurrency } from './concurrency';

/**
 * Properties of a Lambda function that works on the files of a mount.
 */
export interface MountedFunctionProps {
  /**
   * The VPC that the function runs in. It must be the VPC of the file system's mount targets.
   */
  readonly vpc: ec2.IVpc;

  /**
   * The subnets that the function runs in. There must be a mount target in each of their Availability Zones.
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
   * The function's memory in MiB. Its processor time and its network bandwidth grow with it.
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

/** The settings that a construct decides for its function. */
export interface MountedFunctionSettings {
  readonly handler: Handler;
  readonly description: string;
  readonly accessPoint: IS3FilesAccessPoint;
  readonly access: MountAccess;
  /** True if the function reaches nothing but the mount, so that its own security group lets nothing else out. */
  readonly needsMountOnly?: boolean;
  readonly timeout: Duration;
  readonly environment: Record<string, string>;
}

export const DEFAULT_METRICS_NAMESPACE = 'S3Files';

/** A Lambda function with one of the handlers of this package, and an access point mounted on it. */
export class MountedFunction extends Construct {
  public readonly function: lambda.Function;
  public readonly logGroup: logs.ILogGroup;
  public readonly role: iam.IRole;

  constructor(scope: Construct, id: string, props: MountedFunctionProps, settings: MountedFunctionSettings) {
    super(scope, id);
    const mountPath = props.mountPath ?? DEFAULT_MOUNT_PATH;
    validateRuntime(this, props.runtime);
    validateSubnets(this, props);
    validateLogging(this, props);
    this.logGroup =
      props.logGroup ??
      new logs.LogGroup(this, 'LogGroup', {
        retention: props.logRetention ?? logs.RetentionDays.ONE_MONTH,
        removalPolicy: RemovalPolicy.DESTROY,
      });
    const fn = new lambda.Function(this, 'Function', {
      description: settings.description,
      code: handlerCode(settings.handler),
      handler: 'index.handler',
      runtime: props.runtime ?? lambda.Runtime.NODEJS_24_X,
      architecture: props.architecture ?? lambda.Architecture.ARM_64,
      memorySize: props.memorySize ?? 1769,
      timeout: props.timeout ?? settings.timeout,
      vpc: props.vpc,
      vpcSubnets: props.vpcSubnets,
      securityGroups: props.securityGroups,
      ...(isClosed(props, settings) && { allowAllOutbound: false }),
      logGroup: this.logGroup,
      reservedConcurrentExecutions: props.reservedConcurrentExecutions,
      tracing: props.tracing,
      environment: {
        ...props.environment,
        ...settings.environment,
        [VARIABLES.mountPath]: mountPath,
        [VARIABLES.metricsNamespace]: props.metricsNamespace ?? DEFAULT_METRICS_NAMESPACE,
        ...concurrency(settings.handler),
      },
    });
    settings.accessPoint.attachToFunction(fn, {
      mountPath,
      access: settings.access,
      directS3Read: props.directS3Read,
    });
    this.function = fn;
    this.role = roleOf(fn);
  }
}

/** Direct reads go to Amazon S3. What a given security group lets out is its owner's affair. */
function isClosed({ securityGroups, directS3Read }: MountedFunctionProps, { needsMountOnly }: MountedFunctionSettings) {
  const readsBucket = directS3Read !== undefined && directS3Read !== DirectS3Read.DISABLED;
  return needsMountOnly && !securityGroups && !readsBucket;
}

/** The bundles are made for Node.js 22 and later. */
function validateRuntime(scope: Construct, runtime: lambda.Runtime = lambda.Runtime.NODEJS_24_X): void {
  const [, version] = /^nodejs(\d+)\.x$/.exec(runtime.name) ?? [];
  if (runtime.family !== lambda.RuntimeFamily.NODEJS || (version !== undefined && Number(version) < 22)) {
    throw constructError(
      scope,
      `runtime '${runtime.name}' does not run the handler: give Node.js 22 or later, or leave it out for 24`,
    );
  }
}

function validateLogging(scope: Construct, { logGroup, logRetention }: MountedFunctionProps): void {
  if (logGroup && logRetention !== undefined) {
    throw constructError(
      scope,
      `'logRetention' was given with log group '${logGroup.node.path}', which has its own: set the retention there, or leave the group out`,
    );
  }
}

function validateSubnets(scope: Construct, { vpc, vpcSubnets }: MountedFunctionProps): void {
  const publicIds = new Set(vpc.publicSubnets.map(({ subnetId }) => subnetId));
  const wrong = vpc.selectSubnets(vpcSubnets).subnets.find(({ subnetId }) => publicIds.has(subnetId));
  if (wrong) {
    throw constructError(
      scope,
      `subnet '${wrong.node.path}' is public, and a function gets no public address there, so that it reaches nothing outside: choose 'vpcSubnets' that are private or isolated`,
    );
  }
}

function roleOf(fn: lambda.Function): iam.IRole {
  if (!fn.role) {
    throw constructError(fn, `function '${fn.node.path}' has no role: it must be one that this app defines`);
  }
  return fn.role;
}
