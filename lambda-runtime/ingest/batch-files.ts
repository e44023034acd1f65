import { type BatchRecord, recordFailure } from './batch-record';
import { type FilesToWrite, sizeClassOf } from './file-to-write';
import type { IngestConfiguration, WrittenClass } from './ingest-configuration';
import { recordFile } from './record-files';
import { SegmentGroups } from './segment-files';
import { asideOrFailed } from './set-aside';

/**
 * Turns the records of a batch into files, as the layouts of their size classes say: files of single records at once, and
 * those that records share once all of the batch has been looked at.
 *
 * Successive offsets go to successive shards, and partitions take turns: whatever number of files is in flight, they stand
 * in as many directories as there are.
 */
export function* batchFiles(records: readonly BatchRecord[], configuration: IngestConfiguration): FilesToWrite {
  const groups = new SegmentGroups(configuration);
  for (const record of partitionsInTurn(records)) {
    yield* fileOrGroup(record, groups, configuration);
  }
  yield* groups.files();
}

/** Makes the file of a record, or adds the record to the segment it will be in, or settles it without. */
function* fileOrGroup(record: BatchRecord, groups: SegmentGroups, configuration: IngestConfiguration): FilesToWrite {
  let sizeClass: WrittenClass | undefined;
  try {
    const content = record.read();
    sizeClass = sizeClassOf(content, configuration);
    if (sizeClass === undefined) {
      record.settle('skipped');
      return;
    }
    const { layout } = sizeClass;
    if (layout.type === 'segments') {
      groups.add(record, content, sizeClass, layout);
      return;
    }
    yield* recordFile(record, content, sizeClass, layout, configuration);
  } catch (error) {
    yield* asideOrFailed([record], recordFailure(error, sizeClass), configuration);
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
