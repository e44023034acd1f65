import { type Filters, goesOut, judge } from '../request/filters';
import { type FileToReplay, isRaw, isTimedByPath, type SourcePartition } from '../selection/file-to-replay';
import type { LoadedFile } from './loaded-file';
import { ReadAhead } from './read-ahead';
import type { SharedReads } from './shared-reads';

/** The earliest and the latest time among some records of a partition. */
export interface KnownTimes {
  readonly oldest: number;
  readonly newest: number;
}

/**
 * Finds the times of the records that are probably the oldest, at the cost of two files a partition: its first file, and
 * the file in the first of its directories, which are named after times by default. Older ones may stand elsewhere, if
 * they were late and their directories tell no time: nobody knows before everything is read.
 *
 * @returns by the partition's key; a partition is missing if these files tell no time, or cannot be read
 */
export async function knownTimes(
  partitions: readonly SourcePartition[],
  filters: Filters,
  inFlight: SharedReads,
): Promise<ReadonlyMap<string, KnownTimes>> {
  const found = new Map<string, KnownTimes>();
  await Promise.all(
    partitions.map(async (partition) => {
      const times = await timesOf(partition, filters, inFlight);
      if (times.length > 0) {
        found.set(partition.key, { oldest: lowest(times), newest: -lowest(times.map((time) => -time)) });
      }
    }),
  );
  return found;
}

/** @returns the oldest of all partitions; null if none is known */
export function oldestOf(times: ReadonlyMap<string, KnownTimes>): number | null {
  return times.size === 0 ? null : lowest([...times.values()].map(({ oldest }) => oldest));
}

async function timesOf(partition: SourcePartition, filters: Filters, inFlight: SharedReads): Promise<number[]> {
  const files = [...new Set([...partition.files.slice(0, 1), ...firstDirectory(partition.files)])].filter(
    (file) => !isRaw(file), // it tells no time
  );
  const reading = new ReadAhead({ ...partition, files }, inFlight);
  const times: number[] = [];
  try {
    while (reading.upcoming !== undefined) {
      await reading.arrival(false);
      const file = reading.takeIfReady();
      if (file !== undefined) {
        times.push(...timesIn(file, partition, filters));
        file.release();
      }
    }
    return times;
  } finally {
    reading.stop();
  }
}

/** The times in a file. An error is left to the replay, which reports a file that cannot be read. */
function timesIn(file: LoadedFile, { from, to }: SourcePartition, filters: Filters): number[] {
  const times: number[] = [];
  try {
    for (const record of file.records()) {
      const { offset, timestamp } = record;
      const isSent = offset >= from && offset < to && goesOut(judge(filters, record, isTimedByPath(file.source)));
      if (isSent && timestamp !== null && timestamp >= 0) {
        times.push(timestamp);
      }
    }
  } catch {
    return times;
  }
  return times;
}

/**
 * Chooses a file in the first directory by time. The names of size classes stand in front of the time and do not count.
 */
function firstDirectory(files: readonly FileToReplay[]): FileToReplay[] {
  let first: FileToReplay | undefined;
  let directory: string | undefined;
  let lowestTime = '';
  for (const file of files) {
    if (file.directory !== directory) {
      directory = file.directory;
      const time = fromFirstDigit(directory);
      if (first === undefined || time < lowestTime) {
        [first, lowestTime] = [file, time];
      }
    }
  }
  return first === undefined ? [] : [first];
}

/** @returns `2026/04/13/…` of `small/2026/04/13/…`, and of `year=2026/…` alike */
function fromFirstDigit(directory: string): string {
  return directory.slice(Math.max(0, directory.search(/\d/)));
}

function lowest(values: readonly number[]): number {
  return values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
}
