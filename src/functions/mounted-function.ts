import type * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { type Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { constructError } from '../construct-error';
import { FUNCTION_MEMORY_MIB } from '../contract/ingest-defaults';
import { VARIABLES } from '../contract/variables';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';
import { DirectS3Read } from '../interfaces/direct-s3-read';
import type { MountAccess } from '../interfaces/mount-access';
import { DEFAULT_MOUNT_PATH } from '../mounting/function-mount';
import { type Handler, handlerCode } from '../runtime-assets';
import { concurrency } from './concurrency';
import { validateEnvironmentSize } from './environment-validation';
import { givenRole, grantEnvironmentKey } from './execution-role';
import type { MountedFunctionProps } from './mounted-function-props';
import { DEFAULT_RUNTIME, validateMountedFunction } from './mounted-function-validation';
import { refuseSameName } from './same-name';

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
    const needsNoWayOut = settings.needsMountOnly === true && !readsBucket(props);
    validateMountedFunction(scope, props, needsNoWayOut);
    this.logGroup =
      props.logGroup ??
      new logs.LogGroup(this, 'LogGroup', {
        retention: props.logRetention ?? logs.RetentionDays.ONE_MONTH,
        removalPolicy: RemovalPolicy.DESTROY,
      });
    const fn = new lambda.Function(this, 'Function', {
      functionName: props.functionName,
      description: props.description ?? settings.description,
      role: props.role && givenRole(scope, props.role, this.logGroup),
      code: handlerCode(settings.handler),
      handler: 'index.handler',
      runtime: props.runtime ?? DEFAULT_RUNTIME,
      architecture: props.architecture ?? lambda.Architecture.ARM_64,
      memorySize: props.memorySize ?? FUNCTION_MEMORY_MIB,
      timeout: props.timeout ?? settings.timeout,
      vpc: props.vpc,
      vpcSubnets: props.vpcSubnets,
      securityGroups: props.securityGroups,
      // What a given security group lets out is its owner's affair.
      ...(needsNoWayOut && !props.securityGroups?.length && { allowAllOutbound: false }),
      allowPublicSubnet: needsNoWayOut,
      logGroup: this.logGroup,
      loggingFormat: props.loggingFormat,
      applicationLogLevelV2: props.applicationLogLevel,
      systemLogLevelV2: props.systemLogLevel,
      layers: props.layers,
      environmentEncryption: props.environmentEncryption,
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
    validateEnvironmentSize(scope, fn);
    refuseSameName(scope, fn);
    grantEnvironmentKey(scope, fn, props.environmentEncryption);
    settings.accessPoint.attachToFunction(fn, {
      mountPath,
      access: settings.access,
      directS3Read: props.directS3Read,
    });
    this.function = fn;
    this.role = props.role ?? roleOf(fn);
  }
}

/** Direct reads go to Amazon S3, past the mount. */
function readsBucket({ directS3Read }: MountedFunctionProps): boolean {
  return directS3Read !== undefined && directS3Read !== DirectS3Read.DISABLED;
}

function roleOf(fn: lambda.Function): iam.IRole {
  if (!fn.role) {
    throw constructError(fn, `function '${fn.node.path}' has no role: it must be one that this app defines`);
  }
  return fn.role;
}
