import { statfs } from 'node:fs/promises';

/** The kind of storage that the files are on, and the words for a first and a second read from it. */
export interface Medium {
  readonly description: string;
  readonly firstRead: string;
  readonly secondRead: string;
}

// Linux's file system magic numbers, include/uapi/linux/magic.h
const REMOTE = new Map([
  [0x6969, 'NFS'],
  [0x65735546, 'FUSE'],
]);
const TMPFS = 0x01021994;

/** local/slow-mount/slowfs: what its latencies are set to was measured on Amazon S3 Files. */
export const SLOW_MOUNT: Medium = {
  description: 'FUSE mount with the latencies of Amazon S3 Files (local/slow-mount/slowfs)',
  firstRead: 'first read (cold)',
  secondRead: 'second read (warm)',
};

/**
 * Describes the medium of a folder. Only on a mount can reads be cold: the files of a plain folder are still in the
 * operating system's page cache.
 */
export async function mediumOf(folder: string, platform: string = process.platform): Promise<Medium> {
  return describeMedium(platform === 'linux' ? (await statfs(folder)).type : undefined);
}

export function describeMedium(type: number | undefined): Medium {
  const remote = type === undefined ? undefined : REMOTE.get(type);
  if (remote !== undefined) {
    return { description: `${remote} mount`, firstRead: 'first read (cold)', secondRead: 'second read (warm)' };
  }
  return {
    description: type === TMPFS ? 'page cache (folder in memory)' : 'page cache (plain directory)',
    firstRead: 'first read (page cache)',
    secondRead: 'second read (page cache)',
  };
}
