import { lstat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { isSetAside } from '../../../src/contract/unwritable-records';
import { LinkError, OpenDirectories } from '../../files/open-directories';
import { Budget } from '../../in-flight';
import type { ReplayRequest } from '../request/request';
import type { FileSource } from './file-source';
import { NamedFiles } from './named-files';

export interface MountedKeys {
  readonly root: string;
  /** The part before each path in the bucket's keys: empty, or ending in a slash. */
  readonly rootKey: string;
  /** The number of files that may be looked at, at a time. */
  readonly maxFiles: number;
}

/**
 * Files that a listing of the bucket has found. What a walk over the mount would pass by, this passes by as well:
 * directories, and what is below or has a name with a dot at its front. What a walk would not follow is not followed
 * either: a link is exported to the bucket like any file, and may lead out of the mount.
 */
export function bucketKeys(
  keys: readonly string[],
  { sourcePrefix }: ReplayRequest,
  { root, rootKey, maxFiles }: MountedKeys,
  enters: (directory: string) => boolean = () => true,
): FileSource {
  return async (visitor) => {
    const files = new NamedFiles(visitor);
    const links = new Links(root, maxFiles);
    const tell = async (key: string) => {
      const path = key.startsWith(rootKey) ? key.slice(rootKey.length) : undefined;
      if (path === undefined || !path.startsWith(sourcePrefix)) {
        visitor.foreign(key);
        return;
      }
      if (path === '' || path.endsWith('/')) {
        return;
      }
      if (path.split('/').some((part) => part.startsWith('.'))) {
        visitor.hidden?.(path);
        return;
      }
      if (isSetAside(path) && !isSetAside(sourcePrefix)) {
        return;
      }
      if (!isPath(path) || (await links.leadsElsewhere(path))) {
        visitor.foreign(path);
        return;
      }
      if (enters(path.slice(0, path.lastIndexOf('/') + 1))) {
        files.tell(path);
      }
    };
    await Promise.all(keys.map(tell));
    links.close();
  };
}

/** True if a key can be the path of a file. A key may have parts that no file has. */
function isPath(path: string): boolean {
  return path.split('/').every((part) => part !== '' && !part.includes('\0'));
}

class Links {
  private readonly directories: OpenDirectories;
  private readonly budget: Budget;

  public constructor(root: string, maxFiles: number) {
    this.directories = new OpenDirectories(root);
    this.budget = new Budget(maxFiles);
  }

  /**
   * Tells whether a path leads elsewhere through a link. If it cannot be looked at for another reason, reading it will
   * fail too, and that error names the file: the other files of its batch are not left for it.
   */
  public async leadsElsewhere(path: string): Promise<boolean> {
    try {
      return await this.budget.with(1, () =>
        this.directories.within(dirname(path), async (at) => !(await lstat(`${at}/${basename(path)}`)).isFile()),
      );
    } catch (error) {
      return error instanceof LinkError;
    }
  }

  public close(): void {
    this.directories.close();
  }
}
