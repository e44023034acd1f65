import { lstat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { OpenDirectories } from '../files/open-directories';
import { Budget } from '../in-flight';
import type { BatchRecord, Standing } from './batch-record';

/**
 * The most records that are kept in memory: about 10 MB of paths. A record that is dropped from memory is written
 * again.
 */
const MOST_REMEMBERED = 20_000;

interface Remembered extends Standing {
  /** A checksum of the record: if the topic was made again, another record may have the same offset. */
  readonly checksum: number;
}

/**
 * The records that are written in full, and will be delivered again all the same: Lambda delivers a partition again
 * from its first failed record on. Writing a file again takes three round trips and more, and checking that it exists
 * takes one. They are kept as long as the sandbox lives; a record that another sandbox has written is written again.
 */
export class StandingRecords {
  private readonly remembered = new Map<string, Remembered>();

  public constructor(
    private readonly root: string,
    private readonly maxFiles: number,
  ) {}

  /**
   * Settles the records that an earlier delivery has put where they still are.
   *
   * @returns the others, in their order
   */
  public async settle(records: readonly BatchRecord[]): Promise<readonly BatchRecord[]> {
    if (this.remembered.size === 0) {
      return records;
    }
    const files = new Map<string, Promise<boolean>>();
    const looks = new Budget(this.maxFiles);
    const directories = new OpenDirectories(this.root);
    const isThere = (standing: Standing) => {
      const looking = files.get(standing.path) ?? looks.with(1, () => isThereIn(directories, standing));
      files.set(standing.path, looking);
      return looking;
    };
    const settled = await Promise.all(
      records.map(async (record) => {
        const known = this.remembered.get(nameOf(record));
        if (known === undefined || known.checksum !== checksumOf(record) || !(await isThere(known))) {
          return false;
        }
        record.settle({ stands: known });
        return true;
      }),
    );
    directories.close();
    return records.filter((_, index) => !settled[index]);
  }

  /**
   * Keeps in memory the records that are written and will be delivered again.
   *
   * @param again tells which records come again
   */
  public remember(records: readonly BatchRecord[], again: (record: BatchRecord) => boolean): void {
    for (const record of records) {
      const name = nameOf(record);
      const { standing } = record;
      this.remembered.delete(name);
      if (standing !== undefined && again(record)) {
        this.remembered.set(name, { path: standing.path, size: standing.size, checksum: checksumOf(record) });
      }
    }
    for (const [name] of this.remembered) {
      if (this.remembered.size <= MOST_REMEMBERED) {
        break;
      }
      this.remembered.delete(name);
    }
  }
}

/**
 * Tells whether a file is there. If that cannot be found out the record is written again, and the write reports the
 * fault.
 */
async function isThereIn(directories: OpenDirectories, { path, size }: Standing): Promise<boolean> {
  try {
    const found = await directories.within(dirname(path), (at) => lstat(`${at}/${basename(path)}`));
    return found.isFile() && found.size === size;
  } catch {
    return false;
  }
}

function nameOf({ key, offset }: BatchRecord): string {
  return `${key} ${offset}`;
}

function checksumOf({ delivered }: BatchRecord): number {
  return crc32(JSON.stringify(delivered));
}
