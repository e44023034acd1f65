import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { isForeign, isSegment, pathOf, type SourcePartition } from '../selection/file-to-replay';

/** The files whose size is looked up: enough for a mean, and few beside the directories that were listed. */
const MOST_LOOKED_AT = 100;

/**
 * The records that the names of files tell of, whatever filters let through. A segment of which some offsets are left out counts
 * as if it had all others.
 *
 * @returns null if there are files of others, whose names do not tell it
 */
export function recordsByName(partitions: readonly SourcePartition[]): number | null {
  let records = 0;
  for (const { files, from, to } of partitions) {
    for (const file of files) {
      if (isForeign(file)) {
        return null;
      }
      const span = Math.min(file.last, to - 1) - Math.max(file.first, from) + 1;
      records += isSegment(file) ? Math.max(1, Math.min(file.count, span)) : 1;
    }
  }
  return records;
}

/**
 * The bytes of all files, by the mean of some that are spread evenly over them.
 *
 * @returns null if there are files, and none of those that were looked at is there any more
 */
export async function bytesBySample(root: string, partitions: readonly SourcePartition[]): Promise<number | null> {
  const all = partitions.reduce((sum, { files }) => sum + files.length, 0);
  const sizes = await Promise.all(sampled(partitions, all).map((path) => sizeOf(join(root, path))));
  const known = sizes.flatMap((size) => size ?? []);
  const sum = known.reduce((bytes, size) => bytes + size, 0);
  return known.length > 0 ? Math.round((sum / known.length) * all) : all === 0 ? 0 : null;
}

function sampled(partitions: readonly SourcePartition[], all: number): string[] {
  const paths: string[] = [];
  let [seen, taken] = [0, 0];
  const wanted = Math.min(MOST_LOOKED_AT, all);
  for (const partition of partitions) {
    const { files } = partition;
    for (; taken < wanted; taken++) {
      const file = files[Math.floor((taken * all) / wanted) - seen];
      if (file === undefined) {
        break;
      }
      paths.push(pathOf(partition, file));
    }
    seen += files.length;
  }
  return paths;
}

async function sizeOf(path: string): Promise<number | undefined> {
  const stats = await lstat(path).catch(() => undefined);
  return stats?.isFile() ? stats.size : undefined;
}
