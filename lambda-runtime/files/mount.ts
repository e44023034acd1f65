import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The roots at which this process has seen a file system of its own. */
const mountedBefore = new Set<string>();

/**
 * Throws if the mount is missing or has gone. Nothing may be written then: once it has gone, the directory that it was
 * mounted on is visible again, on the function's own disk, and takes files like any other.
 */
export async function assertMounted(root: string): Promise<void> {
  let found: Awaited<ReturnType<typeof stat>>;
  let above: typeof found;
  try {
    [found, above] = await Promise.all([stat(root), stat(dirname(root))]);
  } catch (cause) {
    throw new Error(`the mount ${root} is not there; attach the access point to this function at that path`, { cause });
  }
  if (!found.isDirectory()) {
    throw new Error(`the mount ${root} is not a directory; attach the access point to this function at that path`);
  }
  if (found.dev !== above.dev) {
    mountedBefore.add(root);
  } else if (mountedBefore.has(root)) {
    throw new Error(`the mount ${root} went away; what is at its path now is a directory of the function's own disk`);
  }
}
