import type { Filters } from '../request/filters';
import type { SourcePartition } from '../selection/file-to-replay';
import { FileHead } from './file-head';
import { ReadAhead } from './read-ahead';
import type { SharedReads } from './shared-reads';

/**
 * The time at which the original began: the earliest that the first files of the partitions tell. The partitions are
 * replayed at the same time, and one may begin hours after another.
 */
export async function firstTime(
  partitions: readonly SourcePartition[],
  { time }: Filters,
  inFlight: SharedReads,
): Promise<number | undefined> {
  const times = await Promise.all(partitions.map((partition) => firstTimeOf(partition, inFlight)));
  const known = times.filter((timestamp) => timestamp !== undefined);
  return known.length === 0 ? undefined : Math.max(Math.min(...known), time?.from ?? 0);
}

async function firstTimeOf(partition: SourcePartition, inFlight: SharedReads): Promise<number | undefined> {
  const reading = new ReadAhead({ ...partition, files: partition.files.slice(0, 1) }, inFlight);
  try {
    await reading.arrival(false);
    const file = reading.takeIfReady();
    if (file === undefined) {
      return undefined;
    }
    const { found } = new FileHead(file, partition.from, partition.to);
    file.release();
    const timestamp = found !== undefined && 'record' in found ? found.record.timestamp : null;
    return timestamp === null || timestamp < 0 ? undefined : timestamp;
  } finally {
    reading.stop();
  }
}
