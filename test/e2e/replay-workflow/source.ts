import { mkdirSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { ObjectStore } from '../../../local/s3/s3-objects';
import { storeSegment } from '../../handlers/replayer/store-segment';
import { store } from '../../handlers/support/files';
import { aRecord, MORNING } from '../../handlers/support/records';

export interface SourceTopic {
  readonly topic: string;
  /** The number of records of each partition. */
  readonly lengths: readonly number[];
  readonly layout: 'perRecord' | 'segments';
  /** Characters that stand in a record's value beside its coordinates. */
  readonly padding?: (partition: number, offset: number) => number;
}

const A_SEGMENT = 250;
// Segments overlap where a batch came again and was cut otherwise.
const OVERLAP = 20;
const AT_A_TIME = 50;

/** Writes what the ingest handler would have written: records whose values tell where they come from. */
export async function writeSource(root: string, source: SourceTopic): Promise<void> {
  mkdirSync(root, { recursive: true });
  for (const [partition, length] of source.lengths.entries()) {
    const records = Array.from({ length }, (_, offset) => recordOf(source, partition, offset));
    if (source.layout === 'segments') {
      for (const part of partsOf(records, A_SEGMENT, OVERLAP)) await storeSegment(root, part, { compression: 'GZIP' });
    } else {
      for (const part of partsOf(records, AT_A_TIME)) await Promise.all(part.map((record) => store(root, record)));
    }
  }
}

/** Exports the files to the bucket as the service does, but for their content, which no workflow reads. */
export function exportToBucket(root: string, objects: ObjectStore, bucket: string, rootKey: string): void {
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) objects.put(bucket, `${rootKey}${relative(root, join(entry.parentPath, entry.name))}`, 'x');
  }
}

function recordOf({ topic, padding = () => 0 }: SourceTopic, partition: number, offset: number) {
  const value = JSON.stringify([topic, partition, offset, 'x'.repeat(padding(partition, offset))]);
  return aRecord({ topic, partition, offset, timestamp: MORNING + offset, value: Buffer.from(value) });
}

function* partsOf<T>(all: readonly T[], size: number, overlap = 0): Generator<T[]> {
  for (let from = 0; from < all.length; from += size - overlap) yield all.slice(from, from + size);
}
