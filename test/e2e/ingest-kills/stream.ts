import { KafkaEventBuilder } from '../../handlers/support/events';
import type { SeededRandom } from '../../handlers/support/random';

export const TOPIC = 'orders';
// Some would lead out of the mount if they became directories as they stand.
const KEYS = ['../../outside', '/outside', 'plain', '..', 'a/b'];
const LARGEST_TURN = 40;

/** How far each partition is: by its number, the offset of the next record. */
export type Position = readonly number[];

export function textOf(partition: number, offset: number): string {
  return `${partition}/${offset} `.repeat(400);
}

/**
 * Where a batch from a position ends. A batch that comes again need not have the records that it had: the mapping only
 * promises to go on where the last answer was.
 */
export function endOfBatch(from: Position, lengths: readonly number[], random: SeededRandom): Position {
  return from.map((offset, partition) => Math.min(lengths[partition], offset + 1 + random.below(LARGEST_TURN)));
}

export function batchOf(from: Position, to: Position): unknown {
  const event = new KafkaEventBuilder();
  for (const [partition, first] of from.entries()) {
    for (let offset = first; offset < to[partition]; offset++) {
      event.record(TOPIC, partition, offset, {
        key: KEYS[offset % KEYS.length],
        value: textOf(partition, offset),
      });
    }
  }
  return event.build();
}
