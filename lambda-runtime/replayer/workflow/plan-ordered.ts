import type { OrderedPlan } from '../../../src/contract/payload-steps';
import {
  beginningKey,
  manifestKey,
  partitionsKey,
  partitionsToProveKey,
  requestKey,
} from '../../../src/contract/run-keys';
import { inTime } from '../../deadline/in-time';
import { OpenDirectories } from '../../files/open-directories';
import { Budget } from '../../in-flight';
import { PermanentError } from '../../permanent-error';
import { ProblemLog } from '../../telemetry/problem-log';
import { type TargetsAtFirst, targetsAtFirst } from '../offset-map/targets-at-first';
import { SYSTEM_CLOCK } from '../pacing/clock';
import type { PaceState } from '../pacing/pace';
import { targetTopicsOf } from '../publishing/outgoing';
import { close, openTargets } from '../publishing/targets';
import { type KnownTimes, knownTimes, oldestOf } from '../reading/known-times';
import { paceOfReplay } from '../reading/replay-pace';
import { SharedReads } from '../reading/shared-reads';
import type { ReplayRequest } from '../request/request';
import { type Cursor, fingerprint, toCursor } from '../runs/cursor';
import { type ObjectStore, writeJson } from '../runs/object-store';
import type { Positions } from '../runs/position';
import { beginningsOf, chainOf, type RunName, readBeginning, readRunPlan } from '../runs/run-plan';
import { describeOther, otherTargets } from '../runs/same-targets';
import type { SourcePartition } from '../selection/file-to-replay';
import { encodeManifest } from '../selection/manifest';
import { reportUnlisted } from '../selection/report-unlisted';
import type { OwnTopics } from '../topics/own-topics';
import { boundList, listOf } from './bound-list';
import { countFiles } from './count-files';
import { filesOfRun } from './files-of-run';
import type { PlanDependencies } from './plan-dependencies';
import { planTopics } from './plan-topics';
import { ratesOf, shareRates, weightOf } from './rate-shares';
import { recordOfRequest } from './request-record';
import { assertResumable, claimResumption } from './resumed-once';
import type { RunRequest } from './run-request';

export interface PlannedRun {
  readonly run: string;
  /** Tells this plan from others of the same name. */
  readonly id: string | undefined;
  /** The number of partitions that are replayed at a time. */
  readonly concurrency: number;
  readonly runRequest: RunRequest;
}

// Each manifest is in memory while it is made.
const MANIFESTS_AT_A_TIME = 4;

/** Lists the files once, and writes for each partition its manifest and the payload of its part. */
export async function planOrdered(
  { run, id, concurrency, runRequest }: PlannedRun,
  dependencies: PlanDependencies,
): Promise<OrderedPlan> {
  const { deadline, log } = dependencies;
  const store = dependencies.store();
  const { resume, drill } = runRequest;
  if (resume !== undefined) {
    await inTime(deadline, assertResumable(store, resume, { run, plan: id }), 'reading where to resume');
  }
  const { request, progress, plan, partitions, warnings } = await filesOfRun(runRequest, dependencies);
  assertAllAtOnce(request, partitions.length, concurrency);
  const problems = new ProblemLog(log, 'not planned');
  reportUnlisted(plan, request, problems);
  const times = await firstTimes(request, partitions, dependencies);
  const own = await ownTopics({ run, id, runRequest }, request, partitions, dependencies);
  const topics = await planTopics(run, request, partitions, async () => times, { ...dependencies, warnings, ...own });
  if (runRequest.verify) {
    const { assertRights } = await import('../topics/assert-rights');
    await assertRights(
      targetTopicsOf(partitions, request),
      ['writeTopic', 'describeTopicConfigs', 'readTopic', ...(drill === false ? [] : (['deleteTopic'] as const))],
      dependencies,
    );
  }
  const targets = await openTargets(request, partitions, async () => times, { ...dependencies, warnings });
  if (targets !== undefined) {
    await close(targets.publisher, log);
  }
  const clock = await commonClock(request, partitions, dependencies);
  const before =
    targets &&
    (await targetsAtFirst(targetTopicsOf(partitions, request), mappedTopics(request, partitions), dependencies));
  if (before !== undefined && resume !== undefined) {
    await assertSameTargets(store, resume, before);
  }

  const writing = writeManifests(run, request, partitions, store);
  await inTime(deadline, writing, 'writing manifests; give a narrower source_prefix');
  const shares = shareRates(request.pace, partitions.map(weightOf), concurrency);
  const items = partitions.map(({ key }, index) => ({
    ...runRequest.payload,
    ...boundList(request),
    ...ratesOf(shares[index] ?? {}),
    partition: key,
    manifest: manifestKey(run, key),
    ...(id !== undefined && { plan: id }),
    ...cursorOf(key, request, progress, clock),
  }));
  await writeJson(store, partitionsKey(run), items);
  await writeJson(store, beginningKey(run), {
    ...toCursor(request, progress),
    plan: id,
    ...(resume !== undefined && { resumes: await resumedRun(store, resume) }),
    ...before,
  });
  await writeJson(store, requestKey(run), recordOfRequest({ run, id, runRequest }, request));
  const toProve = await partitionsToProve(store, run, runRequest, partitions);
  // Whoever only looks at a plan is no execution, and may never begin one.
  if (resume !== undefined && !request.dryRun && id !== undefined) {
    await claimResumption(store, resume, { run, plan: id });
  }
  return {
    ordered: true,
    ...(drill !== false && { drill: true }),
    ...(id !== undefined && { id }),
    items: partitionsKey(run),
    ...(await countFiles(plan, partitions, dependencies)),
    ...toProve,
    ...listOf(request),
    oldest_timestamp: oldestOf(times),
    ...topics,
    ...(warnings.list.length > 0 && { warnings: warnings.list }),
  };
}

/** The topics of a drill are to be its own. */
async function ownTopics(
  { run, id, runRequest: { drill } }: Omit<PlannedRun, 'concurrency'>,
  request: ReplayRequest,
  partitions: readonly SourcePartition[],
  dependencies: PlanDependencies,
): Promise<{ readonly own?: OwnTopics }> {
  if (drill === false) {
    return {};
  }
  const { beginDrill } = await import('../drill/begin-drill');
  return {
    own: await beginDrill({ run, id, name: drill === true ? null : drill }, request, partitions, dependencies),
  };
}

/** Names the run whose offset map goes on, as no other of the same name. */
async function resumedRun(store: ObjectStore, resume: string): Promise<RunName> {
  const { run, plan } = await readBeginning(store, resume);
  return { run, plan };
}

/**
 * The list of the partitions to verify. If a run resumes another, all partitions of both are verified, since neither
 * run alone is the whole replay.
 */
async function partitionsToProve(
  store: ObjectStore,
  run: string,
  { verify, resume }: RunRequest,
  partitions: readonly SourcePartition[],
): Promise<Pick<OrderedPlan, 'proofs' | 'partitions_to_prove'>> {
  const last = verify && resume !== undefined ? await readRunPlan(store, run) : undefined;
  const chain = last === undefined ? [] : await chainOf(store, last);
  if (chain.length === 0) {
    return { proofs: partitionsKey(run), partitions_to_prove: partitions.length };
  }
  const names = new Set(chain.flatMap(({ items }) => items.map(({ partition }) => String(partition))));
  const list = [...names].sort().map((partition) => ({ partition }));
  await writeJson(store, partitionsToProveKey(run), list);
  return { proofs: partitionsToProveKey(run), partitions_to_prove: list.length };
}

/**
 * Refuses to resume a run whose target topic was deleted and made again since: the new topic would lack the first
 * records.
 */
async function assertSameTargets(store: ObjectStore, resume: string, { target_ids }: TargetsAtFirst): Promise<void> {
  const [other] = otherTargets(await beginningsOf(store, resume), new Map(Object.entries(target_ids)));
  if (other !== undefined) {
    throw new PermanentError(
      'TargetRefused',
      `${describeOther(other)}; what goes on there would lack its beginning: start anew without resume`,
    );
  }
}

/**
 * The target topics that have a map of offsets. There is none for files of others, since these may not tell the offsets
 * of their records.
 */
function mappedTopics(request: ReplayRequest, partitions: readonly SourcePartition[]): string[] {
  const mapped = partitions.filter(({ foreign }) => foreign === undefined);
  return targetTopicsOf(mapped, request);
}

async function firstTimes(
  { filters }: ReplayRequest,
  partitions: readonly SourcePartition[],
  dependencies: PlanDependencies,
): Promise<ReadonlyMap<string, KnownTimes>> {
  return readingFirst(dependencies, (reads) => knownTimes(partitions, filters, reads));
}

/** Lets some files be read for the plan, within the deadline. */
async function readingFirst<T>(
  { configuration: { root, limits }, deadline }: PlanDependencies,
  read: (reads: SharedReads) => Promise<T>,
): Promise<T> {
  const directories = new OpenDirectories(root);
  try {
    return await inTime(deadline, read(new SharedReads(directories, limits)), 'reading first files');
  } finally {
    directories.close();
  }
}

/** Refuses to keep the original pace if some partitions would have to wait: they would begin late, and then hurry. */
function assertAllAtOnce({ pace }: ReplayRequest, partitions: number, concurrency: number): void {
  if (pace.speed !== undefined && partitions > concurrency) {
    throw new PermanentError(
      'InvalidRequest',
      `the original pace needs all ${partitions} partitions at the same time, and the workflow replays ${concurrency} of ` +
        `them at a time; raise maxConcurrency to ${partitions}, or choose partitions`,
    );
  }
}

/** The clock of the original pace, which all partitions share. Rates need none: each partition has its own share of them. */
async function commonClock(
  request: ReplayRequest,
  partitions: readonly SourcePartition[],
  dependencies: PlanDependencies,
): Promise<PaceState | undefined> {
  if (request.pace.speed === undefined) {
    return undefined;
  }
  const { clock = SYSTEM_CLOCK } = dependencies;
  const pace = await readingFirst(dependencies, (reads) => paceOfReplay(request, partitions, reads, clock));
  return pace?.state;
}

async function writeManifests(
  run: string,
  request: ReplayRequest,
  partitions: readonly SourcePartition[],
  store: ObjectStore,
): Promise<void> {
  const budget = new Budget(MANIFESTS_AT_A_TIME);
  const bound = fingerprint(request);
  await Promise.all(
    partitions.map((partition) =>
      budget.with(1, async () =>
        store.write(manifestKey(run, partition.key), await encodeManifest(partition, bound), 'application/gzip'),
      ),
    ),
  );
}

/** The cursor of a part that does not begin at the first offset, or that has to keep to the common clock. */
function cursorOf(
  partition: string,
  request: ReplayRequest,
  progress: Positions,
  pace: PaceState | undefined,
): { readonly cursor?: Cursor } {
  const next = progress.get(partition);
  return next === undefined && pace === undefined
    ? {}
    : { cursor: toCursor(request, new Map(next === undefined ? [] : [[partition, next]]), { pace }) };
}
