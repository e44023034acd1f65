import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { OpenDirectories } from '../../lambda-runtime/files/open-directories';
import { readWhole } from '../../lambda-runtime/files/read';
import { walk } from '../../lambda-runtime/files/walk';
import { MAX_FILE_BYTES } from '../../src/contract/limits';
import { asking } from '../aws/asking';
import { s3 } from '../aws/clients';

/** A file or an object below a place. */
export interface Found {
  /** Relative to the place. */
  readonly path: string;
  /** The size in bytes; absent if it is not looked up. */
  readonly size?: number;
}

/** A directory or a file on a mount, or objects of a bucket. */
export interface Place {
  /** Finds all files, in no particular order; what cannot be listed is told. */
  files(unlisted: (problem: string) => void): Promise<Found[]>;
  read(path: string): Promise<Buffer>;
  /** The path as it is shown and typed. */
  shown(path: string): string;
}

const DIRECTORIES_AT_A_TIME = 16;
const BUCKET = /^s3:\/\/([^/]+)\/?(.*)$/;

export async function placeAt(given: string): Promise<Place> {
  const [, bucket, key = ''] = BUCKET.exec(given) ?? [];
  if (bucket !== undefined) {
    return objectsAt(bucket, key);
  }
  const stats = await stat(given);
  return stats.isDirectory() ? directoryAt(given) : fileAt(given, stats.size);
}

function directoryAt(root: string): Place {
  return {
    shown: (path) => join(root, path),
    read: (path) => readFile(root, path),
    async files(unlisted) {
      const found: Found[] = [];
      await walk(root, '', DIRECTORIES_AT_A_TIME, {
        file: (directory, name) => found.push({ path: `${directory}${name}` }),
        foreign: (path) => unlisted(`${path} is neither a file nor a directory, and is passed by`),
        unreadable: (path, error) => unlisted(`${path} cannot be listed: ${error}`),
      });
      return found;
    },
  };
}

function fileAt(path: string, size: number): Place {
  return {
    shown: () => path,
    read: () => readFile(dirname(path), basename(path)),
    files: async () => [{ path: basename(path), size }],
  };
}

function objectsAt(bucket: string, key: string): Place {
  // `small` means the object of that name and what is below `small/`, but not `smaller/`.
  const isBelow = (found: string) => key === '' || key.endsWith('/') || found === key || found.startsWith(`${key}/`);
  const shown = (path: string) => `s3://${bucket}/${path}`;
  const client = s3();
  return {
    shown,
    async files() {
      const found: Found[] = [];
      const listing = async () => {
        for await (const object of (await client).list(bucket, key)) {
          if (isBelow(object.key) && !object.key.endsWith('/')) {
            found.push({ path: object.key, size: object.size });
          }
        }
      };
      await asking(`${shown(key)} cannot be listed`, 's3:ListBucket', listing());
      return found;
    },
    async read(path) {
      const bytes = await asking(`${shown(path)} cannot be read`, 's3:GetObject', (await client).read(bucket, path));
      if (bytes === undefined) {
        throw new Error(`${shown(path)} has gone since the bucket was listed`);
      }
      return bytes;
    },
  };
}

async function readFile(root: string, path: string): Promise<Buffer> {
  const directories = new OpenDirectories(root);
  try {
    const { bytes } = await readWhole(directories, path, async (size) => {
      if (size > MAX_FILE_BYTES) {
        throw new Error(`it has ${size} bytes, and no file of records has more than ${MAX_FILE_BYTES}`);
      }
    });
    return bytes;
  } finally {
    directories.close();
  }
}
