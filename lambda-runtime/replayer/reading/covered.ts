import { hasGaps, spanOf } from '../../records/segment';
import type { SegmentFile, SourcePartition } from '../selection/file-to-replay';
import type { LoadedFile } from './loaded-file';
import { Merge, release } from './merge';
import { ReadAhead } from './read-ahead';
import { SharedReads } from './shared-reads';

/**
 * Limits besides those of the replay, since files that the replay has read ahead hold their share of its limits until
 * this has ended.
 */
const LIMITS = { maxFiles: 16, maxBytes: 16 * 1024 * 1024 };

export interface Surroundings {
  readonly partition: SourcePartition;
  readonly shared: SharedReads;
  /** True if there is no time left. */
  readonly isOver: () => boolean;
}

/**
 * Tells if every record of a broken segment that is still to come can be read from other files. The segment's name says
 * which these are: without gaps, all offsets that it spans; with gaps, those that make its hash together with the ones
 * that were read. The other files are read for it before the replay comes to them, as nothing behind a record that is
 * missing may go out. That costs time only where a segment is broken and other files have offsets that it spans.
 *
 * @param from the offset from which the segment cannot be read
 * @returns undefined if the time is over
 */
export async function isCovered(
  broken: LoadedFile,
  from: number,
  { partition, shared, isOver }: Surroundings,
): Promise<boolean | undefined> {
  const span = broken.source as SegmentFile;
  const last = Math.min(span.last, partition.to - 1);
  const readable = readableOffsets(broken);
  const start = hasGaps(span) ? (readable.at(-1) ?? span.first - 1) + 1 : from;
  const others = partition.files.filter((file) => file !== span && file.last >= start && file.first <= span.last);
  const most = others.reduce((sum, file) => sum + ('count' in file ? file.count : 1), 0);
  if (most < Math.min(span.count - readable.length, last - from + 1)) {
    return false;
  }
  const found: number[] = [];
  const budget = new SharedReads(shared.directories, { ...LIMITS, maxFileBytes: shared.maxFileBytes });
  const merge = new Merge(new ReadAhead({ ...partition, files: others }, budget), start, span.last + 1);
  try {
    for (let next = await merge.next(); next !== undefined; next = await merge.next()) {
      release(next);
      if ('record' in next) {
        found.push(next.offset);
      }
      if (isOver()) {
        return undefined;
      }
    }
  } finally {
    merge.stop();
  }
  const hasAll = found.filter((offset) => offset >= from && offset <= last).length >= last - from + 1;
  return hasAll || (hasGaps(span) && hashOf(partition, [...readable, ...found]) === span.offsetsHash);
}

function readableOffsets(broken: LoadedFile): number[] {
  const offsets: number[] = [];
  try {
    for (const { offset } of broken.records()) {
      offsets.push(offset);
    }
  } catch {
    // The rest cannot be read, which is why we are here.
  }
  return offsets;
}

function hashOf(partition: SourcePartition, [first, ...others]: readonly number[]): string | undefined {
  return first === undefined ? undefined : spanOf(partition, [first, ...others]).offsetsHash;
}
