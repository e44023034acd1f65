import type { BatchAnswerName } from '../../src/contract/variables';
import { shownPath } from '../files/shown-path';
import type { Log } from '../telemetry/log';
import { ProblemLog } from '../telemetry/problem-log';
import type { BatchRecord } from './batch-record';
import { deliveredPartition } from './delivered-partition';

/** The partial answer of a Kafka event source mapping: the records that failed, as far as Lambda reads them. */
export interface KafkaBatchResponse {
  readonly batchItemFailures: { readonly itemIdentifier: { readonly partition: string; readonly offset: number } }[];
}

/** An answer, and the records that Lambda delivers again after it. */
export interface BatchAnswer {
  readonly response: KafkaBatchResponse;
  readonly comesAgain: (record: Pick<BatchRecord, 'key' | 'offset'>) => boolean;
}

/**
 * Asks for the failed records again. Of a consumer group a partition is delivered in order, so that its lowest offset stands for
 * all that follow. A share group acknowledges records one by one: there each one that is not named would be lost.
 */
export function answerOf(failed: readonly BatchRecord[], batchAnswer: BatchAnswerName): BatchAnswer {
  switch (batchAnswer) {
    case 'LOWEST':
      return lowestOf(failed);
    case 'EACH':
      return eachOf(failed);
    case 'NOTHING':
      return { response: responseOf([]), comesAgain: () => failed.length > 0 };
  }
}

function lowestOf(failed: readonly BatchRecord[]): BatchAnswer {
  const lowest = new Map<string, number>();
  for (const { key, offset } of failed) {
    lowest.set(key, Math.min(offset, lowest.get(key) ?? offset));
  }
  return {
    response: responseOf([...lowest]),
    comesAgain: ({ key, offset }) => offset >= (lowest.get(key) ?? Number.POSITIVE_INFINITY),
  };
}

function eachOf(failed: readonly BatchRecord[]): BatchAnswer {
  const offsets = new Map<string, Set<number>>();
  for (const { key, offset } of failed) {
    offsets.set(key, (offsets.get(key) ?? new Set()).add(offset));
  }
  const each = [...offsets].flatMap(([key, of]) => [...of].map((offset) => [key, offset] as const));
  return {
    response: responseOf(each),
    comesAgain: ({ key, offset }) => offsets.get(key)?.has(offset) ?? false,
  };
}

function responseOf(failures: readonly (readonly [partition: string, offset: number])[]): KafkaBatchResponse {
  return {
    batchItemFailures: failures.map(([partition, offset]) => ({ itemIdentifier: { partition, offset } })),
  };
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
    problems.add({ ...deliveredPartition(key), offset, path: path && shownPath(path), code, problem });
  }
  problems.sum('batch not written in full', { records: total, failed: failed.length });
}

/** Logs the first records that were set aside one by one, and then how many there are. */
export function logSetAside(records: readonly BatchRecord[], total: number, log: Log): void {
  const problems = new ProblemLog(log, 'record set aside');
  for (const { key, offset, aside } of records) {
    const { code, problem } = aside?.reason ?? {};
    problems.add({ ...deliveredPartition(key), offset, path: aside?.standsAside.path, code, problem });
  }
  problems.sum('records set aside', { records: total, setAside: records.length });
}
