import { Token } from 'aws-cdk-lib/core';

/** Refuses a prefix that the service would refuse. */
export function validatePrefix(prefix: string | undefined): void {
  if (prefix === undefined || Token.isUnresolved(prefix)) {
    return;
  }
  if (prefix !== '' && !prefix.endsWith('/')) {
    throw new Error(`file system prefix '${prefix}' must end with '/': write '${prefix}/'`);
  }
  if (prefix.startsWith('/')) {
    throw new Error(
      `file system prefix '${prefix}' starts with '/', but keys of the bucket do not: write '${prefix.replace(/^\/+/, '')}'`,
    );
  }
  if (prefix.length > 1024) {
    throw new Error(`file system prefix has ${prefix.length} characters, the service takes 1024: shorten it`);
  }
}
