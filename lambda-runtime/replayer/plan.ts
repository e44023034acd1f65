import { join } from 'node:path';
import { errorCode } from '../errors';
import { assertInside } from '../files/mount';
import { fileName, segmentName } from '../files/names';
import { walk } from '../files/walk';
import type { Extension } from '../records/codec';
import type { RecordCoordinates } from '../records/record';
import type { Progress } from './cursor';

/** A file to replay. Small on purpose, there may be millions; the rest of its name is its partition's. */
export interface PlannedFile {
  readonly offset: number;
  readonly directory: string;
  readonly extension: Extension;
  /** What stands before the coordinates in its name. */
  readonly prefix: string;
}

export interface SourcePartition {
  /** `<topic>+<partition>`, as in the names of its files. */
  readonly key: string;
  readonly topic: string;
  readonly partition: number;
  /** By offset, each offset once, whatever hour, shard or size class it was filed under. */
  files: PlannedFile[];
}

export interface Plan {
  readonly partitions: readonly SourcePartition[];
  /** Files that are not ours or hold many records, and where the first of them are. */
  readonly foreign: { readonly count: number; readonly examples: readonly string[] };
  /** Files of records that stand twice. */
  readonly duplicates: number;
}

const MOST_EXAMPLES = 5;

/** Finds out what is to be replayed, from where the progress says. */
export async function makePlan(root: string, prefix: string, maxListings: number, progress: Progress): Promise<Plan> {
  const partitions = new Map<string, SourcePartition>();
  const foreign = { count: 0, examples: [] as string[] };
  const skip = (path: string) => {
    foreign.count++;
    if (foreign.examples.length < MOST_EXAMPLES) {
      foreign.examples.push(path);
    }
  };
  await walkPrefix(root, prefix, maxListings, {
    record: (directory, { coordinates: { topic, partition, offset }, extension, prefix }) => {
      const key = `${topic}+${partition}`;
      if (offset < (progress.get(key) ?? 0)) {
        return;
      }
      let found = partitions.get(key);
      if (found === undefined) {
        found = { key, topic, partition, files: [] };
        partitions.set(key, found);
      }
      found.files.push({ offset, directory, extension, prefix });
    },
    segment: (directory, { span, extension }) => skip(`${directory}${segmentName(span, extension)}`),
    foreign: skip,
  });
  let duplicates = 0;
  for (const partition of partitions.values()) {
    const before = partition.files.length;
    partition.files = eachOffsetOnce(partition.files);
    duplicates += before - partition.files.length;
  }
  return { partitions: [...partitions.values()], foreign, duplicates };
}

export function pathOf({ topic, partition }: RecordCoordinates | SourcePartition, file: PlannedFile): string {
  return `${file.directory}${fileName({ topic, partition, offset: file.offset }, file.extension, file.prefix)}`;
}

async function walkPrefix(root: string, prefix: string, ...rest: [number, Parameters<typeof walk>[3]]): Promise<void> {
  try {
    await assertInside(root, prefix.replace(/\/$/, ''));
    await walk(root, prefix, ...rest);
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT' || errorCode(cause) === 'ENOTDIR') {
      throw new Error(`source_prefix '${prefix}' is not a directory on the mount (looked at ${join(root, prefix)})`, {
        cause,
      });
    }
    throw cause;
  }
}

/** Of a record that stands twice the envelope is taken, which knows more; else the first path, so that runs agree. */
function eachOffsetOnce(files: PlannedFile[]): PlannedFile[] {
  files.sort((a, b) => a.offset - b.offset || compare(preference(a), preference(b)));
  return files.filter(({ offset }, index) => index === 0 || files[index - 1]?.offset !== offset);
}

function preference({ extension, directory, prefix }: PlannedFile): string {
  return `${extension.startsWith('.record.json') ? 0 : 1} ${directory}${prefix} ${extension}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
