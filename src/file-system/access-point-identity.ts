import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { constructError, type Place } from '../construct-error';
import { checkProperties, listOf, STRING } from '../property-check';

/**
 * The POSIX user and group of every access through an access point.
 */
export interface PosixUser {
  /**
   * The user id as a text, such as `'1001'`: 0 to 4294967295.
   */
  readonly uid: string;

  /**
   * The group id as a text, such as `'1001'`: 0 to 4294967295.
   */
  readonly gid: string;

  /**
   * Further group ids, each as a text: 0 to 4294967295.
   *
   * @default - none
   */
  readonly secondaryGids?: string[];
}

/**
 * The owner and the mode of a root directory that the service has to make.
 */
export interface Acl {
  /**
   * The owner's user id as a text, 0 to 4294967295.
   */
  readonly ownerUid: string;

  /**
   * The owner's group id as a text, 0 to 4294967295.
   */
  readonly ownerGid: string;

  /**
   * The mode: three or four octal digits, such as `'755'`.
   */
  readonly permissions: string;
}

// The patterns are those of the resource schema of AWS::S3Files::AccessPoint.
const PATH = /^(\/|(\/(?!\.)+[^$#<>;`|&?{}^*/\n]+){1,4})$/;
const MAX_ID = 4_294_967_295;

export function validatePath(scope: Place, path: string): void {
  if (Token.isUnresolved(path)) {
    return;
  }
  if (path.length > 100 || !PATH.test(path)) {
    throw constructError(
      scope,
      `access point path '${path}' cannot be used: give '/' or up to four levels such as '/data/events', 100 characters at most, without a trailing '/', a level that begins with '.', or any of $ # < > ; \` | & ? { } ^ *`,
    );
  }
}

export function validatePosixUser(scope: IConstruct, user: PosixUser): void {
  checkProperties(scope, user, {
    uid: { shape: STRING, required: true },
    gid: { shape: STRING, required: true },
    secondaryGids: { shape: listOf(STRING, "a list of group ids as texts, such as '1001'") },
  });
  validateId(scope, 'uid', user.uid);
  validateId(scope, 'gid', user.gid);
  user.secondaryGids?.forEach((gid) => {
    validateId(scope, 'secondary gid', gid);
  });
}

export function validateAcl(scope: IConstruct, acl: Acl): void {
  checkProperties(scope, acl, {
    ownerUid: { shape: STRING, required: true },
    ownerGid: { shape: STRING, required: true },
    permissions: { shape: STRING, required: true },
  });
  validateId(scope, 'ownerUid', acl.ownerUid);
  validateId(scope, 'ownerGid', acl.ownerGid);
  if (!Token.isUnresolved(acl.permissions) && !/^[0-7]{3,4}$/.test(acl.permissions)) {
    throw constructError(
      scope,
      `permissions '${acl.permissions}' are no mode: give three or four octal digits such as '755'`,
    );
  }
}

function validateId(scope: IConstruct, name: string, id: string): void {
  if (!Token.isUnresolved(id) && (!/^\d{1,10}$/.test(id) || Number(id) > MAX_ID)) {
    throw constructError(scope, `${name} '${id}' is no POSIX id: give a number from 0 to ${MAX_ID}`);
  }
}
