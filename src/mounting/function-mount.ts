import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Token } from 'aws-cdk-lib/core';
import type { IS3FilesAccessPoint } from '../file-system/access-point';
import { networkErrors } from './client-network';
import { MountAccess } from './mount-access';
import type { MountTargetPlacement } from './mount-target-placement';
import { allowNfs, nfsRules } from './nfs-rules';

/**
 * How a function mounts an access point.
 */
export interface FunctionMountOptions {
  /**
   * Where the function sees the access point's root directory: `/mnt/` and a name of letters, digits, `-`, `_` and `.`,
   * 160 characters at most.
   *
   * @default '/mnt/events'
   */
  readonly mountPath?: string;

  /**
   * What the function may do there.
   *
   * @default MountAccess.READ
   */
  readonly access?: MountAccess;
}

export const DEFAULT_MOUNT_PATH = '/mnt/events';

/**
 * Mounts an access point on a function that exists already.
 *
 * Nothing here makes the file system's stack depend on the function's: the grant is an identity policy, both security
 * group rules are written from the function's side, and only the `CfnFunction` waits for the mount targets. (Its role or
 * security group waiting too would close a cycle as soon as anything of the file system refers to them.)
 */
export function mountOnFunction(
  accessPoint: IS3FilesAccessPoint,
  target: lambda.IFunction,
  options: FunctionMountOptions,
  placements: MountTargetPlacement[] | undefined,
): void {
  const fn = unwrap(target);
  const mountPath = options.mountPath ?? DEFAULT_MOUNT_PATH;
  validateMountPath(mountPath);
  const cfnFunction = mountableFunction(fn);

  cfnFunction.fileSystemConfigs = [{ arn: accessPoint.accessPointArn, localMountPath: mountPath }];
  accessPoint.grantMount(fn, options.access ?? MountAccess.READ);
  allowNfs(fn, accessPoint.fileSystem);
  cfnFunction.node.addDependency(accessPoint.fileSystem.mountTargetsAvailable, nfsRules(fn, accessPoint.fileSystem));
  fn.node.addValidation({ validate: () => networkErrors('the function', subnetIds(cfnFunction), placements) });
}

/** An alias or a version is mounted by mounting the function behind it. */
function unwrap(fn: lambda.IFunction): lambda.IFunction {
  return fn instanceof lambda.QualifiedFunctionBase ? unwrap(fn.lambda) : fn;
}

function validateMountPath(mountPath: string): void {
  if (Token.isUnresolved(mountPath)) {
    return;
  }
  if (!/^\/mnt\/(?!\.{1,2}$)[a-zA-Z0-9_.-]+$/.test(mountPath) || mountPath.length > 160) {
    throw new Error(
      `mount path '${mountPath}' cannot be used by Lambda: give '/mnt/' and one name of letters, digits, '-', '_' and '.', at most 160 characters in all`,
    );
  }
}

function mountableFunction(fn: lambda.IFunction): lambda.CfnFunction {
  // A singleton function keeps its function elsewhere in the tree; this node is the function's own for both.
  const resource = fn.permissionsNode.defaultChild;
  const path = fn.node.path;
  if (!resource || !lambda.CfnFunction.isCfnFunction(resource)) {
    throw new Error(
      `function '${path}' is not defined in this app, so it cannot be given a mount: attach where it is defined`,
    );
  }
  if (!fn.isBoundToVpc) {
    throw new Error(
      `function '${path}' has no VPC, but a mount target can only be reached from its VPC: give the function 'vpc', the file system's`,
    );
  }
  if (resource.fileSystemConfigs !== undefined) {
    throw new Error(
      `function '${path}' has a mount already, and Lambda allows one for each function: attach the second access point to another function`,
    );
  }
  if (resource.snapStart !== undefined) {
    throw new Error(
      `function '${path}' uses SnapStart, which Lambda does not combine with a mount: leave out 'snapStart'`,
    );
  }
  return resource;
}

function subnetIds(cfnFunction: lambda.CfnFunction): string[] {
  const vpcConfig = cfnFunction.vpcConfig;
  return vpcConfig && 'subnetIds' in vpcConfig ? (vpcConfig.subnetIds ?? []) : [];
}
