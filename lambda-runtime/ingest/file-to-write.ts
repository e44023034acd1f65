import { classOfSize, type SizeClass } from '../files/size-class';
import type { KafkaRecord, RecordCoordinates } from '../records/record';
import { UnwritableRecordError } from '../records/unwritable-record-error';
import type { BatchRecord } from './batch-record';
import type { IngestConfiguration, WrittenClass } from './ingest-configuration';
import type { FileAside } from './set-aside';

/** A file to write, and the records that are written with it. */
export interface FileToWrite {
  /** Relative to the mount. */
  readonly path: string;
  readonly sizeClass: SizeClass;
  readonly bytes: Buffer;
  readonly records: readonly BatchRecord[];
  /** The partition that all of them are of. */
  readonly partition: Pick<RecordCoordinates, 'topic' | 'partition'>;
}

/**
 * The files of a batch, one by one: a file is decoded and encoded when it is asked for, so that no more of a batch is
 * held twice than is being written. A record that cannot become part of a file is set aside in one of its own, or settled
 * with its failure instead.
 */
export type FilesToWrite = Generator<FileToWrite | FileAside, void, undefined>;

/** @returns the class that a record goes to; undefined if it is a tombstone that is not to be written */
export function sizeClassOf(
  { value }: KafkaRecord,
  { sizeClasses, tombstones }: IngestConfiguration,
): WrittenClass | undefined {
  if (value === null && tombstones === 'SKIP') {
    return undefined;
  }
  const size = value?.length ?? 0;
  const sizeClass = classOfSize(sizeClasses, size);
  if (sizeClass === undefined) {
    throw new UnwritableRecordError(
      `the value has ${size} bytes, and every size class is bounded below that; add one without bound`,
    );
  }
  return sizeClass;
}
