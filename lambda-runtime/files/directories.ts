import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode } from '../errors';
import { assertInside } from './mount';

/**
 * Makes directories below a root, each at most once in this object's life (an invocation's), since every attempt is a
 * round trip to the server. Not `mkdir -p`: that would also make the root, and with it a mount that has gone.
 */
export class Directories {
  private readonly made = new Map<string, Promise<void>>();

  public constructor(private readonly root: string) {}

  /** @param path relative to the root */
  public ensure(path: string): Promise<void> {
    let making = this.made.get(path);
    if (making === undefined) {
      making = this.make(path);
      this.made.set(path, making);
    }
    return making;
  }

  private async make(path: string): Promise<void> {
    await this.makeWithParents(path);
    await assertInside(this.root, path);
  }

  /** The deepest directory first: mostly it exists, or only it is missing. */
  private async makeWithParents(path: string): Promise<void> {
    try {
      await this.makeOne(path);
    } catch (error) {
      const parent = dirname(path);
      if (errorCode(error) !== 'ENOENT' || parent === '.') {
        throw error;
      }
      await this.ensure(parent);
      await this.makeOne(path);
    }
  }

  private async makeOne(path: string): Promise<void> {
    try {
      await mkdir(join(this.root, path));
    } catch (error) {
      // If a file stands there instead, creating a file below it says so (ENOTDIR).
      if (errorCode(error) !== 'EEXIST') {
        throw error;
      }
    }
  }
}
