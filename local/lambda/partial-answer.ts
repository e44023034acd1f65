import type { EventRecord } from './kafka-event';
import type { Batch } from './pending-records';

/**
 * The result of a batch: the offset after each partition's last success, and the records that must be delivered again.
 */
export interface Outcome {
  /** The offset to commit for each partition. Partitions that made no progress are left out. */
  readonly commits: ReadonlyMap<string, number>;
  readonly again: readonly EventRecord[];
}

interface ItemFailure {
  readonly itemIdentifier?: { readonly partition?: string; readonly offset?: number } | null;
}

/** The outcome of an invocation that threw, or of one that gave an answer nobody can read: nothing succeeded. */
export function nothingSucceeded(batch: Batch): Outcome {
  return { commits: new Map(), again: [...batch.values()].flat() };
}

/** The outcome where partial answers are not asked for: an answer, whatever it says, is success. */
export function everythingSucceeded(batch: Batch): Outcome {
  return outcome(batch, new Map());
}

/**
 * Reads `{"batchItemFailures":[{"itemIdentifier":{"partition":"topic-0","offset":100}}]}`: of each partition, everything
 * from the lowest offset named on is delivered again. An empty answer is success; one that names what was not in the
 * batch, or has another shape, fails the batch as a whole.
 */
export function readPartialAnswer(batch: Batch, answer: unknown): Outcome {
  if (answer === null || answer === undefined) return everythingSucceeded(batch);
  const failures = (answer as { batchItemFailures?: unknown }).batchItemFailures;
  if (failures === null || failures === undefined) return everythingSucceeded(batch);
  if (!Array.isArray(failures)) return nothingSucceeded(batch);

  const lowest = new Map<string, number>();
  for (const failure of failures as readonly (ItemFailure | null)[]) {
    const { partition, offset } = failure?.itemIdentifier ?? {};
    if (partition === undefined || offset === undefined) return nothingSucceeded(batch);
    if (!batch.get(partition)?.some((record) => record.offset === offset)) return nothingSucceeded(batch);
    lowest.set(partition, Math.min(offset, lowest.get(partition) ?? offset));
  }
  return outcome(batch, lowest);
}

function outcome(batch: Batch, lowestFailed: ReadonlyMap<string, number>): Outcome {
  const commits = new Map<string, number>();
  const again: EventRecord[] = [];
  for (const [name, records] of batch) {
    const failedFrom = lowestFailed.get(name) ?? Number.POSITIVE_INFINITY;
    const last = records.filter((record) => record.offset < failedFrom).at(-1);
    if (last !== undefined) commits.set(name, last.offset + 1);
    again.push(...records.filter((record) => record.offset >= failedFrom));
  }
  return { commits, again };
}
