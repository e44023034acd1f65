import type { SummarizeStep, SummaryAnswer, Unread } from '../../../src/contract/payload-steps';
import { readValue } from '../../../src/contract/payload-type';
import { RUN_NAME } from '../../../src/contract/payload-values';
import { manifestKey, partitionsKey, summaryKey } from '../../../src/contract/run-keys';
import { isObject } from '../../environment';
import type { ReplayerConfiguration } from '../configuration';
import type { ReplayRequest } from '../request/request';
import { keptProgress } from '../runs/checkpoint';
import { type Cursor, type Progress, toCursor, totalsOf } from '../runs/cursor';
import { type ObjectStore, readJson, uri, writeJson } from '../runs/object-store';
import { type ChildResult, childResults } from '../runs/results';
import { addTotals, NO_TOTALS, type Totals } from '../runs/totals';
import { requestOfRun } from './earlier-run';
import { parsePlan } from './plan-run';
import { parseRunRequest } from './run-request';

export interface SummarizeDependencies {
  readonly configuration: ReplayerConfiguration;
  readonly store: () => ObjectStore;
}

type Failure = { readonly partition: string } | { readonly batch: string };

export interface RunSummary extends SummaryAnswer {
  readonly run: string;
  readonly ordered: boolean;
  readonly dry_run: boolean;
  readonly source_prefix: string;
  readonly target_topic: string;
  /** Of an ordered replay. */
  readonly partitions?: number;
  /** Of an unordered one. */
  readonly batches?: number;
  /** What this execution has done. */
  readonly totals: Totals;
  /** Files that are not ours, and second copies of records. */
  readonly skipped: number;
  /** The first of those that were not done. */
  readonly failed: readonly (Failure & { readonly error: string; readonly cause: string })[];
  readonly failed_count: number;
  /** Where all of this stands, with more of what failed, and the cursor. */
  readonly summary: string;
  readonly note?: string;
}

// An answer has at most 256 KB.
const MOST_FAILED_IN_ANSWER = 20;
const MOST_FAILED_IN_SUMMARY = 10_000;
const NOTE = 'files that had not been exported to the bucket when it was listed are not in it';

/** The last step of a workflow: what its children have done, all together. */
export async function summarize(
  payload: Unread<SummarizeStep>,
  dependencies: SummarizeDependencies,
): Promise<RunSummary> {
  const run = readValue('run', RUN_NAME, payload.run);
  const runRequest = parseRunRequest(payload.request);
  const { ordered } = runRequest;
  const plan = parsePlan(payload.plan);
  const store = dependencies.store();
  const { request, progress } = await requestOfRun(store, runRequest, dependencies.configuration.targetTopic);

  const children = new Children(request, progress);
  const key = resultsKey(payload.results, store);
  if (key !== undefined) {
    for await (const result of childResults(store, key)) {
      children.add(plan.ordered && !result.done ? await asKept(result, store, run, plan.id, request) : result);
    }
  }
  if (plan.ordered && children.parts.size < plan.partitions) {
    for (const part of children.missing(await readJson(store, partitionsKey(run)))) {
      children.add(await asKept({ ...NO_RESULT, part }, store, run, plan.id, request));
    }
  }

  const { failedCount, totals } = children;
  const done = failedCount === 0;
  const summary: RunSummary = {
    run,
    ordered,
    dry_run: request.dryRun,
    source_prefix: request.sourcePrefix,
    target_topic: request.targetTopic,
    done,
    ...(ordered ? { partitions: children.count } : { batches: children.count }),
    totals,
    skipped: totals.skipped + (plan.ordered ? plan.skipped : 0),
    failed: children.failed.map(({ part, error, cause }) => ({
      ...(ordered ? { partition: part } : { batch: part }),
      error,
      cause,
    })),
    failed_count: failedCount,
    summary: uri(store, summaryKey(run)),
    ...(!done && { problem: problemOf(run, ordered, children) }),
    ...(!ordered && { note: NOTE }),
  };
  await writeJson(store, summaryKey(run), {
    ...summary,
    ...(plan.ordered && { plan: plan.id }),
    cursor: done || !ordered ? null : children.cursor(),
  });
  return { ...summary, failed: summary.failed.slice(0, MOST_FAILED_IN_ANSWER) };
}

const NO_RESULT = { done: false, error: 'NoResult', cause: 'the map run has no result of it', progress: undefined };

/** A child that was stopped has told nothing, and one that failed only what it had answered; both have kept how far they were. */
async function asKept(
  result: ChildResult,
  store: ObjectStore,
  run: string,
  plan: string | undefined,
  request: ReplayRequest,
): Promise<ChildResult> {
  const kept = await keptProgress(store, { manifest: manifestKey(run, result.part), plan }, request);
  const told = result.progress?.next[result.part] ?? -1;
  return kept !== undefined && (kept.next[result.part] ?? -1) > told ? { ...result, progress: kept } : result;
}

/** Sums up what came of the children. */
class Children {
  public count = 0;
  public failedCount = 0;
  public totals = NO_TOTALS;
  public readonly parts = new Set<string>();
  public readonly failed: Pick<ChildResult, 'part' | 'error' | 'cause'>[] = [];

  /** @param next where an earlier execution stopped; partitions that it had finished may have no child in this one */
  public constructor(
    private readonly request: ReplayRequest,
    private readonly next: Progress,
  ) {}

  public add({ part, done, error, cause, progress }: ChildResult): void {
    this.count++;
    this.parts.add(part);
    if (progress !== undefined) {
      this.totals = addTotals(this.totals, progress.totals);
      for (const [partition, offset] of Object.entries(progress.next)) {
        this.next.set(partition, offset);
      }
    }
    if (!done) {
      this.fail({ part, error, cause });
    }
  }

  /** @param items the payloads of all children, some of which have left no result */
  public missing(items: unknown): string[] {
    const planned = (Array.isArray(items) ? items : []).map((item) =>
      String(isObject(item) ? item.partition : undefined),
    );
    return planned.filter((part) => !this.parts.has(part));
  }

  public cursor(): Cursor {
    return toCursor(this.request, this.next, { totals: addTotals(totalsOf(this.request), this.totals) });
  }

  private fail(failure: (typeof this.failed)[number]): void {
    this.failedCount++;
    if (this.failed.length < MOST_FAILED_IN_SUMMARY) {
      this.failed.push(failure);
    }
  }
}

/** @returns nothing where there was nothing to do */
function resultsKey(results: unknown, { bucket }: ObjectStore): string | undefined {
  if (results == null) {
    return undefined;
  }
  if (!isObject(results) || typeof results.Key !== 'string' || results.Bucket !== bucket) {
    throw new Error(
      `results is ${JSON.stringify(results)}; give what the map state's writer of results answers, from the bucket ${bucket}`,
    );
  }
  return results.Key;
}

function problemOf(run: string, ordered: boolean, { count, failedCount, failed: [first] }: Children): string {
  const [what, goOn] = ordered
    ? ['partitions', `with the same input and "resume": "${run}", to go on from there`]
    : ['batches', 'with the same input; records of finished batches go out again'];
  const reason = first === undefined ? '' : ` (${first.part}: ${first.cause})`;
  return `${failedCount} of ${count} ${what} were not replayed to the end${reason}; start the workflow again ${goOn}`;
}
