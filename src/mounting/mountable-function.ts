import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Annotations, Token } from 'aws-cdk-lib/core';
import { constructError } from '../construct-error';
import { DirectS3Read } from '../interfaces/direct-s3-read';
import { connectionErrors } from './client-network';
import { unknownSubnets } from './client-vpc';
import type { KnownMountTargets } from './mount-target-placement';

/** The function behind an alias or a version. */
export function unwrap(fn: lambda.IFunction): lambda.IFunction {
  return isQualified(fn) ? unwrap(fn.lambda) : fn;
}

function isQualified(fn: lambda.IFunction): fn is lambda.IVersion | lambda.QualifiedFunctionBase {
  return 'lambda' in fn;
}

/**
 * The resource of a function that can be given a mount.
 *
 * @throws Error if Lambda does not allow a mount, or the function is not made in this app
 */
export function mountableFunction(fn: lambda.IFunction): lambda.CfnFunction {
  // The function of a singleton function is elsewhere in the tree. `permissionsNode` is the function's node in both cases.
  const resource = fn.permissionsNode.defaultChild;
  const path = fn.node.path;
  if (!resource || !lambda.CfnFunction.isCfnFunction(resource)) {
    throw constructError(
      fn,
      `function '${path}' is not defined in this app, so it cannot be given a mount: attach where it is defined`,
    );
  }
  if (!fn.isBoundToVpc) {
    throw constructError(
      fn,
      `function '${path}' has no VPC, but a mount target can only be reached from its VPC: give the function 'vpc', the file system's`,
    );
  }
  if (resource.fileSystemConfigs !== undefined) {
    throw constructError(
      fn,
      `function '${path}' has a mount already${mountedAt(resource)}, and Lambda allows one for each function: attach the second access point to another function`,
    );
  }
  const [snapStartError] = snapStartErrors(fn, resource);
  if (snapStartError) {
    throw constructError(fn, snapStartError);
  }
  return resource;
}

/** The errors of a function that was changed after it was given its mount. */
export function functionErrors(
  fn: lambda.IFunction,
  resource: lambda.CfnFunction,
  mount: lambda.CfnFunction.FileSystemConfigProperty,
  known: KnownMountTargets | undefined,
): string[] {
  return [
    ...snapStartErrors(fn, resource),
    ...mountErrors(fn, resource, mount),
    ...connectionErrors('the function', fn, subnetIds(resource), known),
  ];
}

/** Warns of settings that are allowed, but are probably a mistake. */
export function warnOfFunction(
  fn: lambda.IFunction,
  resource: lambda.CfnFunction,
  directS3Read: DirectS3Read | undefined,
  known: KnownMountTargets | undefined,
): void {
  const [placement] = known?.placements ?? [];
  const unknown = placement ? unknownSubnets(fn, subnetIds(resource), placement.vpc) : [];
  if (placement && unknown.length > 0) {
    Annotations.of(fn).addWarningV2(
      'cdk-s3files:functionInUnknownSubnet',
      `function '${fn.node.path}' runs in ${unknown.join(', ')}, which is not among the subnets that are known of the VPC of the file system's mount targets (${placement.vpc.node.path}): put the function in that VPC if it is in another, which cannot mount, or name the subnet where the VPC is imported`,
    );
  }
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-lambda-function-s3filesconfig.html
  const { memorySize = 128 } = resource;
  if (directS3Read === DirectS3Read.AUTO && !Token.isUnresolved(memorySize) && memorySize < 512) {
    Annotations.of(fn).addWarningV2(
      'cdk-s3files:directReadsNeedMemory',
      `function '${fn.node.path}' has 'memorySize' ${memorySize}, with which DirectS3Read.AUTO reads nothing directly: give it 512 or more, or DirectS3Read.ENABLED`,
    );
  }
}

function snapStartErrors(fn: lambda.IFunction, { snapStart }: lambda.CfnFunction): string[] {
  return snapStart === undefined
    ? []
    : [`function '${fn.node.path}' uses SnapStart, which Lambda does not combine with a mount: leave out 'snapStart'`];
}

function mountErrors(
  fn: lambda.IFunction,
  { fileSystemConfigs }: lambda.CfnFunction,
  { arn, localMountPath }: lambda.CfnFunction.FileSystemConfigProperty,
): string[] {
  const [mount, further] = Array.isArray(fileSystemConfigs) ? fileSystemConfigs : [];
  const kept = mount && 'arn' in mount && mount.arn === arn && mount.localMountPath === localMountPath && !further;
  return kept
    ? []
    : [
        `function '${fn.node.path}' lost its mount at '${localMountPath}', since 'fileSystemConfigs' of its resource was set after it was attached: leave that property to 'attachToFunction'`,
      ];
}

function mountedAt({ fileSystemConfigs }: lambda.CfnFunction): string {
  const [mount] = Array.isArray(fileSystemConfigs) ? fileSystemConfigs : [];
  return mount && 'localMountPath' in mount ? ` at '${mount.localMountPath}'` : '';
}

function subnetIds(resource: lambda.CfnFunction): string[] {
  const vpcConfig = resource.vpcConfig;
  return vpcConfig && 'subnetIds' in vpcConfig ? (vpcConfig.subnetIds ?? []) : [];
}
