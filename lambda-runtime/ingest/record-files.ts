import { type PerRecordLayout, recordPath } from '../files/layout';
import type { SizeClass } from '../files/size-class';
import { encodeRecord } from '../records/codec';
import { type BatchRecord, recordFailure } from './batch-record';
import { type FilesToWrite, type FileToWrite, sizeClassOf } from './file-to-write';
import type { IngestConfiguration } from './ingest-configuration';

/**
 * Makes one file of each record. Successive offsets go to successive shards, and partitions take turns: whatever number
 * of files is in flight, they stand in as many directories as there are.
 */
export function* recordFiles(
  records: readonly BatchRecord[],
  layout: PerRecordLayout,
  configuration: IngestConfiguration,
): FilesToWrite {
  for (const record of partitionsInTurn(records)) {
    const file = fileOf(record, layout, configuration);
    if (file !== undefined) {
      yield file;
    }
  }
}

/** @returns undefined if the record is settled without a file */
function fileOf(
  record: BatchRecord,
  layout: PerRecordLayout,
  configuration: IngestConfiguration,
): FileToWrite | undefined {
  let sizeClass: SizeClass | undefined;
  try {
    const content = record.read();
    sizeClass = sizeClassOf(content, configuration);
    if (sizeClass === undefined) {
      record.settle('settled');
      return undefined;
    }
    const { extension, bytes } = encodeRecord(content, configuration.format, configuration.compression);
    return { path: recordPath(sizeClass.prefix, layout, content, extension), sizeClass, bytes, records: [record] };
  } catch (error) {
    record.settle(recordFailure(error, sizeClass));
    return undefined;
  }
}

function partitionsInTurn(records: readonly BatchRecord[]): BatchRecord[] {
  const seen = new Map<string, number>();
  const turns: BatchRecord[][] = [];
  for (const record of records) {
    const turn = seen.get(record.key) ?? 0;
    seen.set(record.key, turn + 1);
    turns[turn] ??= [];
    turns[turn].push(record);
  }
  return turns.flat();
}
