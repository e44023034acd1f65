import * as s3files from 'aws-cdk-lib/aws-s3files';
import { Annotations, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';
import { MountAccess } from '../interfaces/mount-access';
import { resourceOf } from '../resource-of';
import { constructBehind } from './construct-behind';

const WRITES_AND_SEARCHES = 0o3;
const READS_AND_SEARCHES = 0o5;
const ROOT = '0';

/**
 * Warns if the user of an access point could not work in the directory that the service makes for it. All accesses are
 * those of that user. A directory that exists keeps its owner and its mode, so that this may be wrong there.
 */
export function warnOfAccess(scope: Construct, accessPoint: IS3FilesAccessPoint, access: MountAccess): void {
  const found = resourceBehind(accessPoint);
  const { rootDirectory: root, posixUser: user } = found ?? {};
  if (!root || !('creationPermissions' in root) || !user || !('uid' in user)) {
    return; // made elsewhere, or a token
  }
  const { path, creationPermissions: acl } = root;
  if (!acl || !('permissions' in acl) || path === '/' || user.uid === ROOT) {
    return; // the root of the file system exists
  }
  const { ownerUid, ownerGid, permissions } = acl;
  const ids = [user.uid, user.gid, ownerUid, ownerGid, permissions, ...(user.secondaryGids ?? [])];
  if (ids.some((id) => Token.isUnresolved(id))) {
    return;
  }
  const groups = [user.gid, ...(user.secondaryGids ?? [])];
  const [whose, shift] =
    user.uid === ownerUid ? ['owner', 6] : groups.includes(ownerGid) ? ['group', 3] : ['others', 0];
  const granted = Number.parseInt(permissions, 8) >> Number(shift);
  const needed = access === MountAccess.READ ? READS_AND_SEARCHES : WRITES_AND_SEARCHES;
  if ((granted & needed) !== needed) {
    const verb = access === MountAccess.READ ? 'read' : 'write';
    Annotations.of(scope).addWarningV2(
      'cdk-s3files:accessPointShutsOutItsUser',
      `access point '${accessPoint.node.path}' makes directory '${path}' with owner ${ownerUid}:${ownerGid} and mode ${permissions}, in which its user ${user.uid}:${user.gid} (one of the ${whose}) cannot ${verb}: give 'createAcl' that lets the user, or leave it out`,
    );
  }
}

function resourceBehind(accessPoint: IS3FilesAccessPoint): s3files.CfnAccessPoint | undefined {
  const resource = resourceOf(accessPoint.accessPointArn);
  return s3files.CfnAccessPoint.isCfnAccessPoint(resource)
    ? resource
    : constructBehind(accessPoint, s3files.CfnAccessPoint.isCfnAccessPoint);
}
