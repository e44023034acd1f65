import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { constructError } from '../construct-error';

/** Refuses a prefix of a file system that the service would refuse. Tokens pass. */
export function validatePrefix(scope: IConstruct, prefix: string | undefined): void {
  if (prefix === undefined || Token.isUnresolved(prefix)) {
    return;
  }
  if (prefix !== '' && !prefix.endsWith('/')) {
    throw constructError(scope, `file system prefix '${prefix}' must end with '/': write '${prefix}/'`);
  }
  if (prefix.startsWith('/')) {
    throw constructError(
      scope,
      `file system prefix '${prefix}' starts with '/', but keys of the bucket do not: write '${prefix.replace(/^\/+/, '')}'`,
    );
  }
  if (prefix.length > 1024) {
    throw constructError(
      scope,
      `file system prefix has ${prefix.length} characters, the service takes 1024: shorten it`,
    );
  }
}
