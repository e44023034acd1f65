import { lstat, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { isSetAside } from '../../../src/contract/unwritable-records';
import { errorCode } from '../../errors';
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
      if (path === '' || path.endsWith('/') || path.split('/').some((part) => part.startsWith('.'))) {
        return;
      }
      if (isSetAside(path) && !isSetAside(sourcePrefix)) {
        return;
      }
      if (isSetAside(path) || !isPath(path) || (await links.leadsElsewhere(path))) {
        visitor.foreign(path);
        return;
      }
      if (enters(path.slice(0, path.lastIndexOf('/') + 1))) {
        files.tell(path);
      }
    };
    await Promise.all(keys.map(tell));
  };
}

/** A key may have parts that no file has. */
function isPath(path: string): boolean {
  return path.split('/').every((part) => part !== '' && !part.includes('\0'));
}

class Links {
  private readonly directories = new Map<string, Promise<boolean>>();
  private readonly budget: Budget;
  private realRoot: Promise<string> | undefined;

  public constructor(
    private readonly root: string,
    maxFiles: number,
  ) {
    this.budget = new Budget(maxFiles);
  }

  public async leadsElsewhere(path: string): Promise<boolean> {
    const directory = path.slice(0, path.lastIndexOf('/') + 1).replace(/\/$/, '');
    let elsewhere = this.directories.get(directory);
    if (elsewhere === undefined) {
      elsewhere = this.look(() => this.isThroughLink(directory));
      this.directories.set(directory, elsewhere);
    }
    return (await elsewhere) || this.look(async () => !(await lstat(join(this.root, path))).isFile());
  }

  private async isThroughLink(directory: string): Promise<boolean> {
    this.realRoot ??= realpath(this.root);
    return (await realpath(join(this.root, directory))) !== join(await this.realRoot, directory);
  }

  /**
   * Whatever hinders this look hinders the read as well, which names the file then: that is no reason to leave the other
   * files of its batch. Only links that lead around in links are known to be links.
   */
  private async look(isElsewhere: () => Promise<boolean>): Promise<boolean> {
    try {
      return await this.budget.with(1, isElsewhere);
    } catch (error) {
      return errorCode(error) === 'ELOOP';
    }
  }
}
