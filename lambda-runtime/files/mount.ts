import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A mount that is not there must never be replaced by a directory of the function's own disk. */
export async function assertMounted(root: string): Promise<void> {
  let found: Awaited<ReturnType<typeof stat>>;
  try {
    found = await stat(root);
  } catch (cause) {
    throw new Error(`the mount ${root} is not there; attach the access point to this function at that path`, { cause });
  }
  if (!found.isDirectory()) {
    throw new Error(`the mount ${root} is not a directory; attach the access point to this function at that path`);
  }
}

/**
 * A link on the mount may lead anywhere, also to the sandbox's own disk, where what is written is lost.
 *
 * @param path relative to the root, without a slash at its end
 */
export async function assertInside(root: string, path: string): Promise<void> {
  const [realRoot, real] = await Promise.all([realpath(root), realpath(join(root, path))]);
  assertNoLink(realRoot, path, real);
}

/** @param real what the path below the root was resolved to */
export function assertNoLink(realRoot: string, path: string, real: string): void {
  if (real !== join(realRoot, path)) {
    throw new Error(`'${path}' on the mount leads to ${real} by a link; replace the link by a directory`);
  }
}
