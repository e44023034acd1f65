import { isUtf8 } from 'node:buffer';
import { readdir } from 'node:fs/promises';
import { isSetAside } from '../../src/contract/unwritable-records';
import { errorCode } from '../errors';
import { Budget } from '../in-flight';
import { LinkError, OpenDirectories } from './open-directories';

const DOT = 0x2e;
const NO_TEXT = 'its name is not UTF-8, so that no path leads to it; rename it';

export interface Visitor {
  /**
   * Called for a file, whatever its name. @param directory relative to the root, ending in a slash unless it is the
   * root itself
   */
  file(directory: string, name: string): void;
  /** Called for anything else that is not a directory, such as a link. @param path relative to the root */
  foreign(path: string): void;
  /**
   * Called for a directory that cannot be listed, and for a name that is no text: records in them cannot be read.
   * @param path relative to the root, as it can be shown
   */
  unreadable(path: string, error: unknown): void;
  /**
   * Called for a name that begins with a dot, which the walk passes over. @param path relative to the root, as it can
   * be shown
   */
  hidden?(path: string): void;
  /**
   * Tells if the walk looks into a directory; if absent, it looks into all.
   * @param directory relative to the root, ending in a slash
   */
  enters?(directory: string): boolean;
}

/**
 * Visits everything below a directory, in no particular order, several directories at a time: a listing is a round
 * trip, and there are many directories. Names that begin with a dot (temporary files, the service's own) are passed by, and
 * so is the directory of records that the ingest has set aside, unless the walk begins in there.
 *
 * @throws if the directory that it begins at cannot be listed; those below it are told to the visitor
 */
export async function walk(root: string, prefix: string, maxListings: number, visitor: Visitor): Promise<void> {
  const listings = new Budget(maxListings);
  const directories = new OpenDirectories(root);

  async function visit(directory: string): Promise<void> {
    let entries: Awaited<ReturnType<typeof list>>;
    try {
      entries = await listings.with(1, () => directories.within(directory, list));
    } catch (error) {
      // Objects expire, and their directories go: one that was there a moment ago holds nothing to visit now.
      if (directory !== prefix && ['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) {
        return;
      }
      if (directory === prefix) {
        throw error;
      }
      if (error instanceof LinkError) {
        visitor.foreign(directory.slice(0, -1)); // put there since the directory above was listed
        return;
      }
      visitor.unreadable(directory, error);
      return;
    }
    const below: Promise<void>[] = [];
    for (const entry of entries) {
      if (entry.name[0] === DOT) {
        visitor.hidden?.(`${directory}${isUtf8(entry.name) ? entry.name.toString() : escaped(entry.name)}`);
        continue;
      }
      if (!isUtf8(entry.name)) {
        visitor.unreadable(`${directory}${escaped(entry.name)}`, new Error(NO_TEXT));
        continue;
      }
      const name = entry.name.toString();
      if (entry.isDirectory()) {
        const inner = `${directory}${name}/`;
        const entersAside = isSetAside(prefix) || !isSetAside(inner);
        if (entersAside && (visitor.enters?.(inner) ?? true)) {
          below.push(visit(inner));
        }
        continue;
      }
      if (entry.isFile()) {
        visitor.file(directory, name);
      } else {
        visitor.foreign(`${directory}${name}`);
      }
    }
    await Promise.all(below);
  }

  try {
    await visit(prefix);
  } finally {
    directories.close();
  }
}

/**
 * Lists a directory with its names as bytes. A name that is no text would become another string, and that file does not
 * exist.
 */
function list(path: string) {
  return readdir(path, { withFileTypes: true, encoding: 'buffer' });
}

function escaped(name: Buffer): string {
  return name.toString('latin1').replace(/[^ -~]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
