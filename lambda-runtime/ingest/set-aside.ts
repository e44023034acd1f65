import { OFFSET_DIGITS } from '../../src/contract/limits';
import { UNWRITABLE_DIRECTORY, UNWRITABLE_EXTENSION } from '../../src/contract/unwritable-records';
import { withinLimits } from '../files/layout';
import { encodeOptional } from '../files/path-component';
import { timeDirectories } from '../files/time';
import { encodeUnwritable } from '../records/unwritable';
import { type BatchRecord, notSetAside, type RecordFailure, settleAll } from './batch-record';
import { deliveredPartition } from './delivered-partition';
import type { IngestConfiguration } from './ingest-configuration';

/** A file that holds one record which can never be written, as it was delivered, and the reason. */
export interface FileAside {
  /** Relative to the mount. */
  readonly path: string;
  readonly bytes: Buffer;
  readonly record: BatchRecord;
  readonly reason: RecordFailure;
}

const dayOf = timeDirectories({ unit: 'DAY', timeZone: 'UTC' });

/** Makes the files of records that are to be set aside. Other records that failed are settled with their failure. */
export function* asideOrFailed(
  records: readonly BatchRecord[],
  failure: RecordFailure,
  configuration: IngestConfiguration,
): Generator<FileAside, void, undefined> {
  if (!failure.neverWritable || configuration.unwritableRecords === 'RETRY') {
    settleAll(records, failure);
    return;
  }
  for (const record of records) {
    let path: string | undefined;
    let bytes: Buffer;
    try {
      path = withinLimits(pathAside(record), configuration);
      bytes = contentAside(record, failure);
    } catch (error) {
      record.settle(notSetAside(failure, error, path));
      continue;
    }
    yield { path, bytes, record, reason: failure };
  }
}

/**
 * The path of a record that is set aside. It is made of the record alone, so that a redelivery replaces the same file:
 * the day is that of the record's own timestamp, never that of the clock. Topic and partition are those under which the
 * event lists the record: the record's own may be wrong, while Lambda is answered by the event's name and the offset.
 */
function pathAside({ key, offset, delivered: { timestamp } }: BatchRecord): string {
  const day = dayOf(typeof timestamp === 'number' ? timestamp : null);
  const { topic, partition } = deliveredPartition(key);
  const ofPartition = partition === undefined ? undefined : Buffer.from(`${partition}`);
  const place = `${encodeOptional(Buffer.from(topic), 'topic')}+${encodeOptional(ofPartition, 'partition')}`;
  return `${UNWRITABLE_DIRECTORY}${day}/${place}/${place}+${String(offset).padStart(OFFSET_DIGITS, '0')}${UNWRITABLE_EXTENSION}`;
}

/**
 * The content of the file. Its reason is the same at each delivery: the message of a system error would name a
 * temporary file or a segment.
 */
function contentAside({ delivered }: BatchRecord, { problem, code }: RecordFailure): Buffer {
  const reason = code === undefined ? problem : `the file system refuses the name of its file or directory (${code})`;
  return encodeUnwritable(reason, delivered);
}
