import type { BrokerAccess } from '../../../local/kafka/kafka-client';
import { type Consumed, consume, type Span } from '../../e2e/replay-workflow/consumed';
import { withoutRepeats } from '../../e2e/replay-workflow/repeats';

/** The records in a topic, compared with those that should be there. */
export interface Published {
  /** The records by source partition, in the order of the topic. */
  readonly spans: Consumed;
  readonly lost: number;
  readonly twice: number;
  /** Records that stand in front of others that they should follow, for the first time. */
  readonly unordered: number;
  /** Records that nobody wrote there. */
  readonly foreign: number;
}

/**
 * Reads a topic.
 *
 * @param lengths by source partition ("orders+0"), the number of records
 */
export async function published(
  access: BrokerAccess,
  topic: string,
  lengths: Readonly<Record<string, number>>,
): Promise<Published> {
  const spans = await consume(access, topic);
  let [lost, twice, unordered, foreign] = [0, 0, 0, 0];
  for (const [partition, length] of Object.entries(lengths)) {
    const there = spans[partition] ?? [];
    const offsets = new Set<number>();
    for (const [first, last] of there) for (let offset = first; offset <= last; offset++) offsets.add(offset);
    const others = [...offsets].filter((offset) => offset >= length).length;
    foreign += others;
    lost += length - (offsets.size - others);
    twice += sizeOf(there) - offsets.size;
    unordered += offsets.size - sizeOf(withoutRepeats(there));
  }
  const strangers = Object.keys(spans).filter((partition) => !(partition in lengths));
  return { spans, lost, twice, unordered, foreign: foreign + strangers.length };
}

/** A topic whose partitions have as many records each. */
export function lengthsOf(topic: string, lengths: readonly number[]): Record<string, number> {
  return Object.fromEntries(lengths.map((length, partition) => [`${topic}+${partition}`, length]));
}

function sizeOf(spans: readonly Span[]): number {
  return spans.reduce((sum, [first, last]) => sum + last - first + 1, 0);
}
