import { KafkaEventBuilder } from '../../../handlers/support/events';
import type { Variables, World } from '../world';

export const SOURCE = 'orders';
export const PARTITIONS = 3;

const SIZE_CLASSES = JSON.stringify([{ name: 'all', prefix: 'all/' }]);
export const REPLAYER: Variables = { SIZE_CLASSES };

export interface Stored {
  readonly layout?: object;
  readonly format?: object;
  readonly compression?: string;
}

/** The part of the replayer's answer that these tests read. */
export interface Answer {
  readonly done: boolean;
  readonly published: number;
  readonly errors: number;
  readonly skipped: number;
  readonly error_messages?: readonly string[];
  readonly progress: { readonly totals: { readonly published: number } };
  readonly cursor: { readonly next: Readonly<Record<string, number>> } | null;
}

const PER_RECORD = { type: 'perRecord', shards: 4 };
const BATCH = 250;

/** Has the ingest function write the records from the first offset to before the last, of each of the partitions. */
export async function store(
  world: World,
  mount: string,
  partitions: readonly number[],
  length: number,
  { layout = PER_RECORD, format = { type: 'envelope' }, compression = 'NONE' }: Stored = {},
): Promise<void> {
  const ingest = await world.ingest(mount, {
    SIZE_CLASSES,
    LAYOUT: JSON.stringify(layout),
    RECORD_FORMAT: JSON.stringify(format),
    COMPRESSION: compression,
  });
  for (let first = 0; first < length; first += BATCH) {
    // As after a retry, a batch has the end of the one before it again: segments overlap.
    const from = Math.max(0, first - BATCH / 5);
    const event = new KafkaEventBuilder();
    for (const partition of partitions) {
      for (let offset = from; offset < Math.min(length, first + BATCH); offset++) {
        event.record(SOURCE, partition, offset, { value: textOf(offset) });
      }
    }
    await ingest.invoke(event.build());
  }
  await ingest.stop();
}

/** Has the ingest function write one batch as segments. */
export async function storeBatch(world: World, mount: string, batch: KafkaEventBuilder): Promise<void> {
  const ingest = await world.ingest(mount, {
    SIZE_CLASSES,
    LAYOUT: JSON.stringify({ type: 'segments', maxBytes: 1_000_000 }),
    RECORD_FORMAT: JSON.stringify({ type: 'envelope' }),
    COMPRESSION: 'NONE',
  });
  await ingest.invoke(batch.build());
  await ingest.stop();
}

export function textOf(offset: number): string {
  return `record ${offset}`;
}
