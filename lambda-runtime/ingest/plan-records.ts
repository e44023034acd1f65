import { type PerRecordLayout, recordPath } from '../files/layout';
import { encodeRecord } from '../records/codec';
import type { IngestConfiguration } from './ingest-configuration';
import type { Item } from './item';
import { attempt, type Classified, classify, type Plan, type PlannedFile } from './planned-file';

/**
 * One file a record. Successive offsets go to successive shards, and partitions take turns: whatever number of files is
 * in flight, they stand in as many directories as there are.
 */
export function* planRecords(
  items: readonly Item[],
  layout: PerRecordLayout,
  configuration: IngestConfiguration,
): Plan {
  for (const item of partitionsInTurn(items)) {
    const classified = classify(item, configuration);
    const file = classified && fileOf(item, classified, layout, configuration);
    if (file !== undefined) {
      yield file;
    }
  }
}

function fileOf(
  item: Item,
  { record, sizeClass }: Classified,
  layout: PerRecordLayout,
  { format, compression }: IngestConfiguration,
): PlannedFile | undefined {
  return attempt([item], sizeClass, () => {
    const { extension, bytes } = encodeRecord(record, format, compression);
    return { path: recordPath(sizeClass.prefix, layout, record, extension), sizeClass, bytes, items: [item] };
  });
}

function partitionsInTurn(items: readonly Item[]): Item[] {
  const seen = new Map<string, number>();
  const turns: Item[][] = [];
  for (const item of items) {
    const turn = seen.get(item.key) ?? 0;
    seen.set(item.key, turn + 1);
    turns[turn] ??= [];
    turns[turn].push(item);
  }
  return turns.flat();
}
