import { stat } from 'node:fs/promises';

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
