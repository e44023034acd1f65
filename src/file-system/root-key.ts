import { Fn, Token } from 'aws-cdk-lib/core';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';

/**
 * The key of the directory that an access point shows as its root. Rules name keys of the bucket: what an access point
 * rooted at `/events` writes to `small/x` is the object `events/small/x`.
 */
export function rootKey(accessPoint: IS3FilesAccessPoint): string {
  const root = accessPoint.rootDirectory;
  return `${accessPoint.fileSystem.prefix ?? ''}${Token.isUnresolved(root) ? keyAtDeployment(root) : keyOf(root)}`;
}

function keyOf(root: string): string {
  return root === '/' ? '' : `${root.slice(1)}/`;
}

/** The same for a path that only the deployment knows. A path holds no '^', so that it can mark the beginning. */
function keyAtDeployment(root: string): string {
  const withoutRoot = Fn.join('', Fn.split('^//', `^${root}/`));
  return Fn.join('', Fn.split('^/', withoutRoot));
}
