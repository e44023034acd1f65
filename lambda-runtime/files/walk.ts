import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isSetAside } from '../../src/contract/unwritable-records';
import { errorCode } from '../errors';
import { Budget } from '../in-flight';
import { type NamedRecord, type NamedSegment, parseFileName } from './names';

export interface Visitor {
  /** A record's own file. @param directory relative to the root, ending in a slash unless it is the root itself */
  record(directory: string, named: NamedRecord): void;
  /** A file of many records. @param directory as above */
  segment(directory: string, named: NamedSegment): void;
  /** Anything else that is not a directory: a name that is not ours, a link. @param path relative to the root */
  foreign(path: string): void;
  /**
   * Tells if the walk looks into a directory; if absent, it looks into all.
   * @param directory relative to the root, ending in a slash
   */
  enters?(directory: string): boolean;
}

/**
 * Visits everything below a directory, in no particular order, several directories at a time: a listing is a round
 * trip, and there are many directories. Names that begin with a dot (temporary files, the service's own) are passed by, and
 * so is the directory of records that the ingest has set aside. Where the walk begins in there, its files are foreign.
 */
export async function walk(root: string, prefix: string, maxListings: number, visitor: Visitor): Promise<void> {
  const listings = new Budget(maxListings);

  async function visit(directory: string): Promise<void> {
    let entries: Awaited<ReturnType<typeof list>>;
    try {
      entries = await listings.with(1, () => list(join(root, directory)));
    } catch (error) {
      // Objects expire, and their directories go: one that was there a moment ago holds nothing to visit now.
      if (directory !== prefix && ['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) {
        return;
      }
      throw error;
    }
    const below: Promise<void>[] = [];
    for (const entry of entries) {
      if (entry.name.startsWith('.')) {
        continue;
      }
      if (entry.isDirectory()) {
        const inner = `${directory}${entry.name}/`;
        const entersAside = isSetAside(prefix) || !isSetAside(inner);
        if (entersAside && (visitor.enters?.(inner) ?? true)) {
          below.push(visit(inner));
        }
        continue;
      }
      const named = entry.isFile() && !isSetAside(directory) ? parseFileName(entry.name) : undefined;
      switch (named?.type) {
        case 'record':
          visitor.record(directory, named);
          break;
        case 'segment':
          visitor.segment(directory, named);
          break;
        default:
          visitor.foreign(`${directory}${entry.name}`);
      }
    }
    await Promise.all(below);
  }

  await visit(prefix);
}

function list(path: string) {
  return readdir(path, { withFileTypes: true });
}
