import type { Found } from '../../e2e/replayer/kafka-topics';
import { type Due, TIME_OF_SENDING } from './oracle';

/**
 * The time of a replay, in milliseconds since 1970. A record that was sent without a timestamp gets one from within it.
 */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The records that came out, partition by partition in the order of the target's offsets. */
export function linesByPartition(found: readonly Found[], span: Span): string[][] {
  const partitions: string[][] = [];
  for (const { partition, content, timestamp } of [...found].sort((a, b) => a.offset - b.offset)) {
    const now = timestamp >= span.from && timestamp <= span.to;
    while (partitions.length <= partition) partitions.push([]);
    partitions[partition].push(`${content}, ${now ? TIME_OF_SENDING : `time ${timestamp}`}`);
  }
  return partitions;
}

/**
 * Tells whether a target partition's records can be dealt out to the source partitions so that each has those that are
 * due to it there, in order. Those that may go to any partition may be missing here; another check finds those that are
 * missing everywhere.
 */
export function isInOrder(lines: readonly string[], partition: number, due: readonly (readonly Due[])[]): boolean {
  const sources = due.map((records) =>
    records.filter((record) => record.partition === undefined || record.partition === partition),
  );
  const seen = new Set<string>();

  function deal(at: number, positions: readonly number[]): boolean {
    const state = `${at}/${positions}`;
    if (seen.has(state)) return false;
    seen.add(state);
    if (at === lines.length) {
      return sources.every((records, source) => records.slice(positions[source]).every(isAnywhere));
    }
    return sources.some((records, source) => {
      const next = records.findIndex((record, index) => index >= positions[source] && record.line === lines[at]);
      const passable = next !== -1 && records.slice(positions[source], next).every(isAnywhere);
      return (
        passable &&
        deal(
          at + 1,
          positions.map((position, index) => (index === source ? next + 1 : position)),
        )
      );
    });
  }
  return deal(
    0,
    sources.map(() => 0),
  );
}

function isAnywhere({ partition }: Due): boolean {
  return partition === undefined;
}
