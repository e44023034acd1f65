import { type PerRecordLayout, recordPath } from '../files/layout';
import type { SizeClass } from '../files/size-class';
import { encodeRecord } from '../records/codec';
import { type BatchRecord, recordFailure } from './batch-record';
import { type FilesToWrite, sizeClassOf } from './file-to-write';
import type { IngestConfiguration } from './ingest-configuration';
import { asideOrFailed } from './set-aside';

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
    yield* fileOf(record, layout, configuration);
  }
}

/** Makes one file, or none if the record is settled without. */
function* fileOf(record: BatchRecord, layout: PerRecordLayout, configuration: IngestConfiguration): FilesToWrite {
  let sizeClass: SizeClass | undefined;
  let path: string;
  let bytes: Buffer;
  try {
    const content = record.read();
    sizeClass = sizeClassOf(content, configuration);
    if (sizeClass === undefined) {
      record.settle('skipped');
      return;
    }
    const encoded = encodeRecord(content, configuration.format, configuration.compression);
    path = recordPath(sizeClass.prefix, layout, content, encoded.extension);
    bytes = encoded.bytes;
  } catch (error) {
    yield* asideOrFailed([record], recordFailure(error, sizeClass), configuration);
    return;
  }
  yield { path, sizeClass, bytes, records: [record] };
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
