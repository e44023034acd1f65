import { mkdir, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode } from '../errors';
import { assertNoLink } from './mount';

/**
 * Makes directories below a root, and makes sure that no link leads out of it, each directory once in this object's
 * life (an invocation's), since every attempt is a round trip to the server. Resolving comes before making: mostly the
 * directory is there, and then it costs one look-up, which files may be opened behind all the same, while `mkdir` would
 * take the lock of the directory above it. Not `mkdir -p`: that would also make the root, and with it a mount that has
 * gone.
 */
export class Directories {
  private readonly made = new Map<string, Promise<void>>();
  private realRoot: Promise<string> | undefined;

  public constructor(private readonly root: string) {}

  /** @param path relative to the root; '.' is the root itself */
  public ensure(path: string): Promise<void> {
    let making = this.made.get(path);
    if (making === undefined) {
      making = this.findOrMake(path);
      this.made.set(path, making);
    }
    return making;
  }

  private async findOrMake(path: string): Promise<void> {
    if (await this.find(path)) {
      return;
    }
    await this.ensure(dirname(path));
    // Ours now, below a directory that is no link. If someone else made it meanwhile, it must be looked at.
    if (!(await this.make(path)) && !(await this.find(path))) {
      throw new Error(`'${path}' on the mount is a link that leads nowhere; replace the link by a directory`);
    }
  }

  /** @returns false where nothing is there */
  private async find(path: string): Promise<boolean> {
    this.realRoot ??= realpath(this.root);
    const realRoot = await this.realRoot;
    if (path === '.') {
      return true;
    }
    let real: string;
    try {
      real = await realpath(join(this.root, path));
    } catch (error) {
      if (errorCode(error) === 'ENOENT') {
        return false;
      }
      throw error;
    }
    // If a file stands there instead, creating a file below it says so (ENOTDIR).
    assertNoLink(realRoot, path, real);
    return true;
  }

  /** @returns false where it was there already */
  private async make(path: string): Promise<boolean> {
    try {
      await mkdir(join(this.root, path));
      return true;
    } catch (error) {
      if (errorCode(error) === 'EEXIST') {
        return false;
      }
      throw error;
    }
  }
}
