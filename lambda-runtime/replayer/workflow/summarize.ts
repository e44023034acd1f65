import type { SummarizeStep, SummaryAnswer, SuppressionSummary, Unread } from '../../../src/contract/payload-steps';
import { readValue } from '../../../src/contract/payload-type';
import { RUN_NAME } from '../../../src/contract/payload-values';
import { manifestKey, partitionsKey, summaryKey } from '../../../src/contract/run-keys';
import { isObject } from '../../environment';
import { cut } from '../../errors';
import type { ReplayerConfiguration } from '../replayer-configuration';
import type { ReplayRequest } from '../request/request';
import { keptProgress } from '../runs/checkpoint';
import { totalsOf } from '../runs/cursor';
import { type ObjectStore, readJson, uri, writeJson } from '../runs/object-store';
import { isFurther } from '../runs/position';
import { type PartResult, partResults } from '../runs/results';
import { addTotals, NO_TOTALS, type Totals } from '../runs/totals';
import { Warnings } from '../runs/warnings';
import { warnOfNothing, warnOfRecords } from '../selection/selection-warnings';
import { listOf, withPlannedList } from './bound-list';
import { PartResults } from './part-results';
import { parsePlan } from './plan-run';
import { requestOfRun } from './resumed-request';
import { parseRunRequest, type RunRequest } from './run-request';

export interface SummarizeDependencies {
  readonly configuration: ReplayerConfiguration;
  readonly store: () => ObjectStore;
}

/** A part that was not replayed to the end, by the name of its partition or of its batch. */
type FailedPart = ({ readonly partition: string } | { readonly batch: string }) & {
  readonly error: string;
  readonly cause: string;
};

/** The answer of the last step. */
export interface RunSummary extends SummaryAnswer {
  readonly run: string;
  readonly ordered: boolean;
  readonly dry_run: boolean;
  readonly source_prefix: string;
  readonly target_topic: string;
  /** The number of source partitions, in an ordered replay. */
  readonly partitions?: number;
  /** The number of batches, in an unordered replay. */
  readonly batches?: number;
  /** The sum of what this execution has done. */
  readonly totals: Totals;
  /** The list by which records were suppressed. */
  readonly suppression?: SuppressionSummary;
  /** Files that are not ours, and second copies of records. */
  readonly skipped: number;
  readonly warnings?: readonly string[];
  /** The first of those that were not done. */
  readonly failed: readonly FailedPart[];
  readonly failed_count: number;
  /** Directories that the plan could not list; the parts name files that they could not read in their own answers. */
  readonly error_messages?: readonly string[];
  /** The object that has all of this, more of the parts that failed, and the cursor. */
  readonly summary: string;
  readonly note?: string;
}

// An answer has at most 256 KB.
const MOST_FAILED_IN_ANSWER = 20;
const NO_PROOF = 'a drill of no record proves nothing: give it a window that has some';
const NOTE = 'files that had not been exported to the bucket when it was listed are not in it';

/** The last step of a workflow: sums up what all its parts have done. */
export async function summarize(
  payload: Unread<SummarizeStep>,
  dependencies: SummarizeDependencies,
): Promise<RunSummary> {
  const run = readValue('run', RUN_NAME, payload.run);
  const runRequest = parseRunRequest(payload.request);
  const { ordered, drill } = runRequest;
  const plan = parsePlan(payload.plan);
  const store = dependencies.store();
  const { request, progress } = await requestOfRun(store, runRequest, dependencies.configuration, async (asked) =>
    withPlannedList(asked, isObject(payload.plan) ? payload.plan.suppression : undefined),
  );

  const results = new PartResults(request, progress);
  const key = resultsKey(payload.results, store);
  if (key !== undefined) {
    for await (const result of partResults(store, key)) {
      results.add(plan.ordered && !result.done ? await asKept(result, store, run, plan.id, request) : result);
    }
  }
  if (plan.ordered && results.hasFewerThan(plan.partitions)) {
    for (const part of results.missing(await readJson(store, partitionsKey(run)))) {
      results.add(await asKept({ ...NO_RESULT, part }, store, run, plan.id, request));
    }
  }

  const { failedCount } = results;
  const done = failedCount === 0;
  const totals = addTotals(results.totals, plannedTotals(plan));
  const warnings = new Warnings();
  for (const warning of plan.warnings ?? []) {
    warnings.add(warning);
  }
  warnOfRecords(totals, request, warnings);
  const whole = addTotals(totalsOf(request), totals);
  const empty = done && warnOfNothing(whole, request, warnings, drill === false ? undefined : NO_PROOF);
  const summary: RunSummary = {
    run,
    ordered,
    dry_run: request.dryRun,
    source_prefix: request.sourcePrefix,
    target_topic: request.targetTopic,
    done,
    empty,
    ...(done && !empty && runRequest.verify && { to_verify: true }),
    ...(ordered ? { partitions: results.count } : { batches: results.count }),
    totals,
    ...listOf(request),
    skipped: totals.skipped,
    ...(warnings.list.length > 0 && { warnings: warnings.list }),
    failed: results.failed.map(({ part, error, cause }) => ({
      ...(ordered ? { partition: part } : { batch: part }),
      error,
      cause,
    })),
    failed_count: failedCount,
    ...(plan.ordered && plan.error_messages && { error_messages: plan.error_messages }),
    summary: uri(store, summaryKey(run)),
    ...(!done && { problem: problemOf(run, runRequest, results) }),
    ...(empty && { problem: warnings.list.join('; ') }),
    ...(!ordered && { note: NOTE }),
  };
  await writeJson(store, summaryKey(run), {
    ...summary,
    ...(plan.ordered && { plan: plan.id }),
    cursor: done || !ordered ? null : results.cursor(),
  });
  return { ...summary, failed: summary.failed.slice(0, MOST_FAILED_IN_ANSWER) };
}

const NO_RESULT = { done: false, error: 'NoResult', cause: 'the map run has no result of it', progress: undefined };

/**
 * The result of a part, or the place that the part had kept last if that is further on: a part that was stopped has told
 * nothing, and one that failed has told only what it had answered until then.
 */
async function asKept(
  result: PartResult,
  store: ObjectStore,
  run: string,
  plan: string | undefined,
  request: ReplayRequest,
): Promise<PartResult> {
  const kept = await keptProgress(store, { manifest: manifestKey(run, result.part), plan }, request);
  return kept !== undefined && isFurther(kept.next[result.part], result.progress?.next[result.part])
    ? { ...result, progress: kept }
    : result;
}

/** The files that the plan has counted, as no part comes upon them. */
function plannedTotals(plan: ReturnType<typeof parsePlan>): Totals {
  if (!plan.ordered) {
    return NO_TOTALS;
  }
  const { skipped, filtered, unknown_time, errors } = plan;
  return { ...NO_TOTALS, skipped, filtered, unknown_time, errors };
}

/** @returns the key of the manifest of the results; undefined if there were no parts */
function resultsKey(results: unknown, { bucket }: ObjectStore): string | undefined {
  if (results == null) {
    return undefined;
  }
  if (!isObject(results) || typeof results.Key !== 'string' || results.Bucket !== bucket) {
    throw new Error(
      `results is ${cut(JSON.stringify(results))}; give what the map state's writer of results answers, from the bucket ${bucket}`,
    );
  }
  return results.Key;
}

function problemOf(
  run: string,
  { ordered, drill }: Pick<RunRequest, 'ordered' | 'drill'>,
  { count, failedCount, failed: [first] }: PartResults,
): string {
  const what = ordered ? 'partitions' : 'batches';
  const goOn = !ordered
    ? 'with the same input; records of finished batches go out again'
    : drill === false
      ? `with the same input and "resume": "${run}", to go on from there`
      : 'with the same input once that is mended: a drill begins anew';
  const reason = first === undefined ? '' : ` (${first.part}: ${first.cause})`;
  return `${failedCount} of ${count} ${what} were not replayed to the end${reason}; start the workflow again ${goOn}`;
}
