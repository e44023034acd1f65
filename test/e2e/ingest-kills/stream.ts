import { KafkaEventBuilder } from '../../handlers/support/events';
import type { SeededRandom } from '../../handlers/support/random';

export const TOPIC = 'orders';
// Some would lead out of the mount if they became directories as they stand.
const KEYS = ['../../outside', '/outside', 'plain', '..', 'a/b'];
const LARGEST_TURN = 40;

/** The offset of the next record of each partition, by the partition's number. */
export type Position = readonly number[];

export function textOf(partition: number, offset: number): string {
  return `${partition}/${offset} `.repeat(400);
}

/**
 * The end of a batch that begins at a position. When a batch comes again, it need not have the same records: the
 * mapping promises only to go on from the last answer.
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
