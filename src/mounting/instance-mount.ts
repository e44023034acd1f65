import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { constructError } from '../construct-error';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';
import { DirectS3Read } from '../interfaces/direct-s3-read';
import type { InstanceMountOptions } from '../interfaces/instance-mount-options';
import { MountAccess } from '../interfaces/mount-access';
import { checkProperties, having, oneOf, STRING } from '../property-check';
import { validateEnvironment } from './client-environment';
import { connectionErrors } from './client-network';
import { grantDirectRead } from './direct-read-grant';
import { grantWatched } from './immutable-role';
import { refuseCycles } from './mount-cycle';
import { mountScript } from './mount-script';
import type { KnownMountTargets } from './mount-target-placement';
import { allowNfs, nfsRules } from './nfs-rules';

/**
 * Mounts an access point on an instance, by its user data.
 *
 * The file system's stack must not depend on the instance's. Therefore the grant changes the policy of the instance's role,
 * the security group rules are made in the instance's stack, and only the `CfnInstance` waits for the mount targets.
 */
export function mountOnInstance(
  accessPoint: IS3FilesAccessPoint,
  instance: ec2.Instance,
  options: InstanceMountOptions,
  known: KnownMountTargets | undefined,
): void {
  checkProperties(
    accessPoint,
    { instance },
    { instance: { shape: having('instanceId', 'an instance of Amazon EC2'), required: true } },
  );
  const { instance: resource } = instance;
  validateSystem(instance);
  const commands = mountCommands(accessPoint, options, instance);
  validateUserData(instance);
  validateEnvironment('instance', 'Amazon EC2', instance, accessPoint);

  instance.userData.addCommands(commands);
  grantWatched(instance, instance.role, (grantee) => [
    accessPoint.grantMount(grantee, options.access),
    ...(options.directS3Read === DirectS3Read.ENABLED
      ? [grantDirectRead(grantee, accessPoint, { listBucket: true })]
      : []),
  ]);
  allowNfs(instance, accessPoint.fileSystem);
  resource.node.addDependency(accessPoint.fileSystem.mountTargetsAvailable, nfsRules(instance, accessPoint.fileSystem));
  refuseCycles(
    { kind: 'instance', construct: instance, resource, grantable: instance, connections: instance },
    accessPoint,
  );
  instance.node.addValidation({
    validate: () => connectionErrors('the instance', instance, subnetIds(resource), known),
  });
}

/**
 * The lines of user data that mount an access point.
 *
 * @param accessPoint the access point
 * @param options the mount point and the access
 * @param scope the construct that errors name
 */
export function mountCommands(
  accessPoint: IS3FilesAccessPoint,
  options: InstanceMountOptions,
  scope: IConstruct = accessPoint,
): string {
  checkProperties(scope, options, {
    mountPoint: { shape: STRING, required: true },
    access: { shape: oneOf('MountAccess', MountAccess) },
    directS3Read: { shape: oneOf('DirectS3Read', DirectS3Read) },
  });
  validateMountPoint(scope, options.mountPoint);
  return mountScript({
    fileSystemId: accessPoint.fileSystem.fileSystemId,
    mountPoint: options.mountPoint,
    options: [
      `accesspoint=${accessPoint.accessPointId}`,
      ...((options.access ?? MountAccess.READ) === MountAccess.READ ? ['ro'] : []),
      ...(options.directS3Read === DirectS3Read.DISABLED ? ['nodirects3read'] : []),
    ],
  });
}

/** Directories of the system: nothing may be mounted on them or below them. */
const SYSTEM_TREES = new Set(['bin', 'boot', 'dev', 'etc', 'lib', 'lib32', 'lib64', 'proc', 'run', 'sbin', 'sys']);
/** Directories of the system: nothing may be mounted on them. */
const SYSTEM_DIRECTORIES = new Set(['/opt', '/root', '/tmp', '/usr', '/usr/bin', '/usr/lib', '/var', '/var/lib']);

function validateMountPoint(scope: IConstruct, mountPoint: string): void {
  if (Token.isUnresolved(mountPoint)) {
    return;
  }
  if (!/^(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._-]+)+$/.test(mountPoint)) {
    throw constructError(
      scope,
      `mount point '${mountPoint}' cannot be used: give an absolute path of letters, digits, '.', '_' and '-', such as '/mnt/data', without a trailing '/'`,
    );
  }
  const [, top = ''] = mountPoint.split('/');
  if (SYSTEM_TREES.has(top) || SYSTEM_DIRECTORIES.has(mountPoint)) {
    throw constructError(
      scope,
      `mount point '${mountPoint}' would hide a directory that the system needs: give one of your own, such as '/mnt/data'`,
    );
  }
}

function validateSystem(instance: ec2.Instance): void {
  const path = instance.node.path;
  if (instance.osType === ec2.OperatingSystemType.WINDOWS) {
    throw constructError(
      instance,
      `instance '${path}' runs Windows, and Amazon S3 Files is mounted by Linux only: choose a Linux 'machineImage'`,
    );
  }
  const type = instance.instance.instanceType;
  if (type !== undefined && !Token.isUnresolved(type) && /^mac/.test(type)) {
    throw constructError(
      instance,
      `instance '${path}' is a '${type}', which runs macOS, and Amazon S3 Files is mounted by Linux only: choose another 'instanceType'`,
    );
  }
}

/** Commands can be added to a shell script, but not to other formats of cloud-init, such as '#cloud-config'. */
function validateUserData(instance: ec2.Instance): void {
  const [firstLine = ''] = instance.userData.render().split('\n');
  if (firstLine.startsWith('#') && !firstLine.startsWith('#!')) {
    throw constructError(
      instance,
      `user data of instance '${instance.node.path}' begins with '${firstLine}', so that no commands can be added to it: give a shell script, or 'ec2.MultipartUserData' with one as its default part`,
    );
  }
}

function subnetIds({ subnetId, networkInterfaces }: ec2.CfnInstance): string[] {
  const first = Array.isArray(networkInterfaces) ? networkInterfaces[0] : undefined;
  const id = subnetId ?? (first && 'subnetId' in first ? first.subnetId : undefined);
  return id === undefined ? [] : [id];
}
