import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Token } from 'aws-cdk-lib/core';
import { Dependable, type IConstruct, type IDependable } from 'constructs';
import type { IS3FilesAccessPoint } from '../file-system/access-point';
import { networkErrors } from './function-network';
import { MountAccess } from './mount-access';
import type { MountTargetPlacement } from './mount-target-placement';

/** NFS. https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-prerequisites.html */
export const NFS_PORT = ec2.Port.tcp(2049);

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
  cfnFunction.node.addDependency(accessPoint.fileSystem.mountTargetsAvailable, nfsRules(fn, accessPoint));
  fn.node.addValidation({ validate: () => networkErrors(cfnFunction, placements) });
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

/**
 * Writes both rules from the function's side. For a group that lets everything out an egress rule would be ignored, with a
 * warning: it takes part as a peer only.
 */
function allowNfs(fn: lambda.IFunction, fileSystem: ec2.IConnectable): void {
  for (const group of fn.connections.securityGroups) {
    const client = new ec2.Connections(group.allowAllOutbound ? { peer: group } : { securityGroups: [group] });
    client.allowTo(fileSystem, NFS_PORT, 'Mount Amazon S3 Files');
  }
}

/**
 * The rules that let the function reach the mount targets, found when dependencies are rendered: they stand below either
 * security group, depending on the stacks these are in.
 */
function nfsRules(fn: lambda.IFunction, accessPoint: IS3FilesAccessPoint): IDependable {
  const dependable = {};
  Dependable.implement(dependable, {
    get dependencyRoots(): IConstruct[] {
      const own = fn.connections.securityGroups;
      const ids = new Set(own.map((group) => group.securityGroupId));
      return [...own, ...accessPoint.fileSystem.connections.securityGroups]
        .flatMap((group) => group.node.children)
        .filter((child) => isNfsRuleOf(child, ids));
    },
  });
  return dependable;
}

function isNfsRuleOf(child: IConstruct, functionGroupIds: Set<string>): boolean {
  if (ec2.CfnSecurityGroupIngress.isCfnSecurityGroupIngress(child)) {
    return child.fromPort === 2049 && functionGroupIds.has(child.sourceSecurityGroupId ?? '');
  }
  return (
    ec2.CfnSecurityGroupEgress.isCfnSecurityGroupEgress(child) &&
    child.fromPort === 2049 &&
    functionGroupIds.has(child.groupId)
  );
}
