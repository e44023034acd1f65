import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { type Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { VARIABLES } from '../contract/variables';
import type { IS3FilesAccessPoint } from '../file-system/access-point';
import { type Handler, handlerCode } from '../runtime-assets';
import { concurrency } from './concurrency';
import type { DirectS3Read } from './direct-s3-read';
import { DEFAULT_MOUNT_PATH } from './function-mount';
import type { MountAccess } from './mount-access';

/**
 * What can be chosen for a function that works on a mount.
 */
export interface MountedFunctionProps {
  /**
   * The VPC of the file system's mount targets, where the function runs.
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
   * @default - a new one, from which everything can be reached
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * Where the function sees the access point's root directory.
   *
   * @default '/mnt/events'
   */
  readonly mountPath?: string;

  /**
   * Whether the function reads from the bucket itself, past the file system.
   *
   * `ENABLED` grants it to read the objects that the access point shows.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem-s3files.html
   * @default - left to Lambda: as `DirectS3Read.AUTO`
   */
  readonly directS3Read?: DirectS3Read;

  /**
   * The function's memory in MiB.
   *
   * Its share of a processor and its network bandwidth follow it.
   *
   * @default 1769 - one whole processor
   */
  readonly memorySize?: number;

  /**
   * How long one invocation may take: 15 minutes at most.
   *
   * @default - 5 minutes to ingest, 15 minutes to replay
   */
  readonly timeout?: Duration;

  /**
   * The processor architecture. The handlers are plain JavaScript and run on both.
   *
   * @default lambda.Architecture.ARM_64
   */
  readonly architecture?: lambda.Architecture;

  /**
   * The runtime: Node.js 22 or later.
   *
   * @default lambda.Runtime.NODEJS_24_X
   */
  readonly runtime?: lambda.Runtime;

  /**
   * Where the function logs.
   *
   * @default - a new log group, which goes with the stack
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * How long the log group made here keeps what is logged. Not together with `logGroup`, which has its own.
   *
   * @default logs.RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * Further environment variables. Those of the construct win.
   *
   * @default - none
   */
  readonly environment?: Record<string, string>;

  /**
   * How many invocations may run at a time, reserved for this function.
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

/** What a construct decides for its function. */
export interface MountedFunctionSettings {
  readonly handler: Handler;
  readonly description: string;
  readonly accessPoint: IS3FilesAccessPoint;
  readonly access: MountAccess;
  readonly timeout: Duration;
  readonly environment: Record<string, string>;
}

export const DEFAULT_METRICS_NAMESPACE = 'S3Files';

/** A function with one of the handlers of this package, and an access point mounted on it. */
export class MountedFunction extends Construct {
  public readonly function: lambda.Function;
  public readonly logGroup: logs.ILogGroup;
  public readonly role: iam.IRole;

  constructor(scope: Construct, id: string, props: MountedFunctionProps, settings: MountedFunctionSettings) {
    super(scope, id);
    const mountPath = props.mountPath ?? DEFAULT_MOUNT_PATH;
    validateRuntime(props.runtime);
    validateSubnets(props);
    validateLogging(props);
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

/** The bundles are made for Node.js 22 and later. */
function validateRuntime(runtime: lambda.Runtime = lambda.Runtime.NODEJS_24_X): void {
  const [, version] = /^nodejs(\d+)\.x$/.exec(runtime.name) ?? [];
  if (runtime.family !== lambda.RuntimeFamily.NODEJS || (version !== undefined && Number(version) < 22)) {
    throw new Error(
      `runtime '${runtime.name}' does not run the handler: give Node.js 22 or later, or leave it out for 24`,
    );
  }
}

function validateLogging({ logGroup, logRetention }: MountedFunctionProps): void {
  if (logGroup && logRetention !== undefined) {
    throw new Error(
      `'logRetention' was given with log group '${logGroup.node.path}', which has its own: set the retention there, or leave the group out`,
    );
  }
}

function validateSubnets({ vpc, vpcSubnets }: MountedFunctionProps): void {
  const publicIds = new Set(vpc.publicSubnets.map(({ subnetId }) => subnetId));
  const wrong = vpc.selectSubnets(vpcSubnets).subnets.find(({ subnetId }) => publicIds.has(subnetId));
  if (wrong) {
    throw new Error(
      `subnet '${wrong.node.path}' is public, and a function gets no public address there, so that it reaches nothing outside: choose 'vpcSubnets' that are private or isolated`,
    );
  }
}

function roleOf(fn: lambda.Function): iam.IRole {
  if (!fn.role) {
    throw new Error(`function '${fn.node.path}' has no role: it must be one that this app defines`);
  }
  return fn.role;
}
