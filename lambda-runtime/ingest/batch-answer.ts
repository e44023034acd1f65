import { shownPath } from '../files/shown-path';
import type { Log } from '../telemetry/log';
import { ProblemLog } from '../telemetry/problem-log';
import type { BatchRecord } from './batch-record';

/** The partial answer of a Kafka event source mapping: of each partition, the offset from which to deliver again. */
export interface KafkaBatchResponse {
  readonly batchItemFailures: { readonly itemIdentifier: { readonly partition: string; readonly offset: number } }[];
}

/** Asks for the failed records again. As a partition is delivered in order, its lowest offset stands for all. */
export function answerOf(failed: readonly BatchRecord[]): KafkaBatchResponse {
  const lowest = new Map<string, number>();
  for (const { key, offset } of failed) {
    lowest.set(key, Math.min(offset, lowest.get(key) ?? offset));
  }
  return {
    batchItemFailures: [...lowest].map(([partition, offset]) => ({ itemIdentifier: { partition, offset } })),
  };
}

/**
 * Tells which records Lambda delivers again.
 *
 * @param whole true if the batch fails as a whole
 */
export function comesAgain(
  { batchItemFailures }: KafkaBatchResponse,
  whole: boolean,
): (record: Pick<BatchRecord, 'key' | 'offset'>) => boolean {
  const from = new Map(batchItemFailures.map(({ itemIdentifier: { partition, offset } }) => [partition, offset]));
  return ({ key, offset }) => whole || offset >= (from.get(key) ?? Number.POSITIVE_INFINITY);
}

/** @throws if any record of the batch failed */
export function assertNone([first, ...others]: readonly BatchRecord[], total: number): void {
  if (first !== undefined) {
    throw new Error(
      `${others.length + 1} of ${total} records were not written, and Lambda takes no partial answer here, so the whole ` +
        `batch fails and comes again; the first is offset ${first.offset} of "${first.key}": ${first.failure?.problem}`,
    );
  }
}

/** Logs the first failures one by one, and then how many there are. */
export function logFailures(failed: readonly BatchRecord[], total: number, log: Log): void {
  const problems = new ProblemLog(log, 'record not written');
  for (const { key, offset, failure } of failed) {
    const { path, code, problem } = failure ?? {};
    problems.add({ partition: key, offset, path: path && shownPath(path), code, problem });
  }
  problems.sum('batch not written in full', { records: total, failed: failed.length });
}

/** Logs the first records that were set aside one by one, and then how many there are. */
export function logSetAside(records: readonly BatchRecord[], total: number, log: Log): void {
  const problems = new ProblemLog(log, 'record set aside');
  for (const { key, offset, aside } of records) {
    const { code, problem } = aside?.reason ?? {};
    problems.add({ partition: key, offset, path: aside?.standsAside.path, code, problem });
  }
  problems.sum('records set aside', { records: total, setAside: records.length });
}
