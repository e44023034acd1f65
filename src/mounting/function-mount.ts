import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { constructError } from '../construct-error';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';
import { DirectS3Read } from '../interfaces/direct-s3-read';
import type { FunctionMountOptions } from '../interfaces/function-mount-options';
import { MountAccess } from '../interfaces/mount-access';
import { checkProperties, having, oneOf, STRING } from '../property-check';
import { validateEnvironment } from './client-environment';
import { grantDirectRead } from './direct-read-grant';
import { grantWatched } from './immutable-role';
import { refuseCycles } from './mount-cycle';
import type { KnownMountTargets } from './mount-target-placement';
import { functionErrors, mountableFunction, unwrap, warnOfFunction } from './mountable-function';
import { allowNfs, nfsRules } from './nfs-rules';

export const DEFAULT_MOUNT_PATH = '/mnt/events';

/**
 * Mounts an access point on a function that is already defined.
 *
 * The file system's stack must not depend on the function's. Therefore the grant changes the policy of the function's role,
 * both security group rules are made in the function's stack, and only the `CfnFunction` waits for the mount targets. (If
 * its role or its security group waited too, there would be a cycle as soon as the file system refers to them.)
 */
export function mountOnFunction(
  accessPoint: IS3FilesAccessPoint,
  target: lambda.IFunction,
  options: FunctionMountOptions,
  known: KnownMountTargets | undefined,
): void {
  checkProperties(
    accessPoint,
    { function: target },
    { function: { shape: having('functionArn', 'a Lambda function'), required: true } },
  );
  const fn = unwrap(target);
  checkProperties(fn, options, {
    mountPath: { shape: STRING },
    access: { shape: oneOf('MountAccess', MountAccess) },
    directS3Read: { shape: oneOf('DirectS3Read', DirectS3Read) },
  });
  const { directS3Read, access = MountAccess.READ, mountPath = DEFAULT_MOUNT_PATH } = options;
  validateMountPath(fn, mountPath);
  const resource = mountableFunction(fn);
  validateEnvironment('function', 'Lambda', fn, accessPoint);

  grantWatched(fn, fn, (grantee) => [
    accessPoint.grantMount(grantee, access),
    ...(directS3Read === DirectS3Read.ENABLED ? [grantDirectRead(grantee, accessPoint)] : []),
  ]);
  allowNfs(fn, accessPoint.fileSystem);
  resource.node.addDependency(accessPoint.fileSystem.mountTargetsAvailable, nfsRules(fn, accessPoint.fileSystem));
  refuseCycles({ kind: 'function', construct: fn, resource, grantable: fn, connections: fn }, accessPoint);

  const mount = { arn: accessPoint.accessPointArn, localMountPath: mountPath };
  resource.fileSystemConfigs = [mount];
  if (directS3Read) {
    // An override, because the property is typed only since aws-cdk-lib 2.270.0, which is newer than the peer dependency.
    resource.addPropertyOverride('FileSystemConfigs.0.S3FilesConfig.DirectS3Read', directS3Read);
  }
  fn.node.addValidation({
    validate: () => {
      warnOfFunction(fn, resource, directS3Read, known);
      return functionErrors(fn, resource, mount, known);
    },
  });
}

function validateMountPath(scope: IConstruct, mountPath: string): void {
  if (Token.isUnresolved(mountPath)) {
    return;
  }
  if (!/^\/mnt\/(?!\.{1,2}$)[a-zA-Z0-9_.-]+$/.test(mountPath) || mountPath.length > 160) {
    throw constructError(
      scope,
      `mount path '${mountPath}' cannot be used by Lambda: give '/mnt/' and one name of letters, digits, '-', '_' and '.', at most 160 characters in all`,
    );
  }
}
