import { Fn, Token } from 'aws-cdk-lib/core';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';

/**
 * The key in the bucket of an access point's root directory: empty, or with a `/` at the end. A client of an access point
 * rooted at `/events` that writes the file `small/x` makes the object `events/small/x`.
 */
export function rootKey(accessPoint: IS3FilesAccessPoint): string {
  const root = accessPoint.rootDirectory;
  return `${accessPoint.fileSystem.prefix ?? ''}${Token.isUnresolved(root) ? keyAtDeployment(root) : keyOf(root)}`;
}

function keyOf(root: string): string {
  return root === '/' ? '' : `${root.slice(1)}/`;
}

/** The same for a path that is a token. '^' marks its beginning, because no path contains this character. */
function keyAtDeployment(root: string): string {
  const withoutRoot = Fn.join('', Fn.split('^//', `^${root}/`));
  return Fn.join('', Fn.split('^/', withoutRoot));
}
