import { isObject } from '../../environment';
import { Budget, InFlight } from '../../in-flight';
import type { Log } from '../../telemetry/log';
import { type Clock, SYSTEM_CLOCK } from '../clock';
import type { ReplayerConfiguration } from '../configuration';
import { type Cursor, fingerprint, type Progress, progressOf, toCursor } from '../cursor';
import { listing } from '../file-source';
import { inTime } from '../in-time';
import type { PaceState } from '../pace';
import { makePlan, type SourcePartition } from '../plan';
import { reportSkipped } from '../replay';
import { paceOfReplay } from '../replay-pace';
import { parseRequest, type ReplayRequest } from '../request';
import { assertTargets, close, type KafkaDependencies, openPublisher } from '../targets';
import { directoriesInTime } from '../time-directories';
import { cursorOfRun } from './earlier-run';
import { manifestKey, parseRun, partitionsKey } from './keys';
import { encodeManifest } from './manifest';
import { type ObjectStore, writeJson } from './object-store';
import { parseRunRequest, type RunRequest } from './run-request';
import { ratesOf, shareRates, weightOf } from './shares';

export interface PlanDependencies extends KafkaDependencies {
  readonly configuration: ReplayerConfiguration;
  readonly store: () => ObjectStore;
  readonly log: Log;
  readonly clock?: Clock;
}

export interface OrderedPlan {
  readonly ordered: true;
  /** The key of a JSON array with the payload of each partition's child. */
  readonly items: string;
  readonly partitions: number;
  readonly files: number;
  /** Files that are not ours, and second files of records. */
  readonly skipped: number;
}

export interface UnorderedPlan {
  readonly ordered: false;
  /** Of the keys in the file system's bucket. */
  readonly list_prefix: string;
  /** The payload of every child, but for its keys. */
  readonly request: Readonly<Record<string, unknown>>;
}

type Payload = Readonly<Record<string, unknown>>;

// A manifest in the making is held in memory.
const MANIFESTS_AT_A_TIME = 4;
const GZIP_TYPE = 'application/gzip';

/** The first step of a workflow: finds out what its children are to do, and whether they can. */
export async function planRun(payload: Payload, dependencies: PlanDependencies): Promise<OrderedPlan | UnorderedPlan> {
  const run = parseRun('run', payload.run);
  const concurrency = parseConcurrency(payload.concurrency);
  const runRequest = parseRunRequest(payload.request);
  return runRequest.ordered
    ? planOrdered(run, concurrency, runRequest, dependencies)
    : planUnordered(concurrency, runRequest, dependencies);
}

async function planUnordered(
  concurrency: number,
  { payload }: RunRequest,
  dependencies: PlanDependencies,
): Promise<UnorderedPlan> {
  const { rootKey, targetTopic } = dependencies.configuration;
  const request = parseRequest(payload, targetTopic);
  await assertTargets(request, dependencies);
  const [share = {}] = shareRates(request.pace, Array(concurrency).fill(1), concurrency);
  return {
    ordered: false,
    list_prefix: `${rootKey}${request.sourcePrefix}`,
    request: { ...payload, ...ratesOf(share) },
  };
}

async function planOrdered(
  run: string,
  concurrency: number,
  { payload, resume }: RunRequest,
  dependencies: PlanDependencies,
): Promise<OrderedPlan> {
  const { configuration, deadline, log, clock = SYSTEM_CLOCK } = dependencies;
  const { root, limits, sizeClasses, targetTopic } = configuration;
  const store = dependencies.store();
  const cursor =
    resume === undefined ? undefined : await inTime(deadline, cursorOfRun(store, resume), `reading '${resume}'`);
  const request = parseRequest({ ...payload, cursor }, targetTopic);
  const progress = progressOf(request);

  const files = listing(root, request, limits.maxFiles, directoriesInTime(sizeClasses, request));
  const listed = makePlan(files, request, progress);
  const plan = await inTime(deadline, listed, `listing '${request.sourcePrefix}'; give a narrower source_prefix`);
  const partitions = [...plan.partitions].sort((a, b) => (a.key < b.key ? -1 : 1));
  assertAllAtOnce(request, partitions.length, concurrency);
  const publisher = await openPublisher(request, partitions, dependencies);
  if (publisher !== undefined) {
    await close(publisher, log);
  }
  const pace =
    request.pace.speed === undefined
      ? undefined
      : await inTime(
          deadline,
          paceOfReplay(request, partitions, root, new InFlight(limits), clock),
          'reading first files',
        );

  await inTime(
    deadline,
    writeManifests(run, request, partitions, store),
    'writing manifests; give a narrower source_prefix',
  );
  const shares = shareRates(request.pace, partitions.map(weightOf), concurrency);
  const items = partitionsKey(run);
  await writeJson(
    store,
    items,
    partitions.map(({ key }, index) => ({
      ...payload,
      ...ratesOf(shares[index] ?? {}),
      partition: key,
      manifest: manifestKey(run, key),
      ...cursorOf(key, request, progress, pace?.state),
    })),
  );
  return {
    ordered: true,
    items,
    partitions: partitions.length,
    files: partitions.reduce((sum, partition) => sum + partition.files.length, 0),
    skipped: reportSkipped(plan, log),
  };
}

function parseConcurrency(concurrency: unknown): number {
  if (typeof concurrency !== 'number' || !Number.isSafeInteger(concurrency) || concurrency < 1) {
    throw new Error(`concurrency is ${JSON.stringify(concurrency)}; give a whole number of at least 1`);
  }
  return concurrency;
}

/** One that begins later than the others would begin late, and then run to catch up. */
function assertAllAtOnce({ pace }: ReplayRequest, partitions: number, concurrency: number): void {
  if (pace.speed !== undefined && partitions > concurrency) {
    throw new Error(
      `the original pace needs all ${partitions} partitions at the same time, and the workflow replays ${concurrency} of ` +
        `them at a time; raise maxConcurrency to ${partitions}, or choose partitions`,
    );
  }
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
    partitions.map(async (partition) => {
      await budget.acquire(1);
      try {
        await store.write(manifestKey(run, partition.key), await encodeManifest(partition, bound), GZIP_TYPE);
      } finally {
        budget.release(1);
      }
    }),
  );
}

/** Of a child that does not begin at the beginning, or not at a time of its own. */
function cursorOf(
  partition: string,
  request: ReplayRequest,
  progress: Progress,
  pace: PaceState | undefined,
): { readonly cursor?: Cursor } {
  const next = progress.get(partition);
  return next === undefined && pace === undefined
    ? {}
    : { cursor: toCursor(request, new Map(next === undefined ? [] : [[partition, next]]), { pace }) };
}

/** @returns the answer of an earlier step; the workflow hands it on as it was */
export function parsePlan(plan: unknown): Pick<OrderedPlan, 'ordered' | 'partitions' | 'skipped'> | { ordered: false } {
  const { ordered, partitions, skipped }: Payload = isObject(plan) ? plan : {};
  if (ordered === false) {
    return { ordered };
  }
  if (ordered !== true || typeof partitions !== 'number' || typeof skipped !== 'number') {
    throw new Error(`plan is ${JSON.stringify(plan)}; give the answer of the step that planned`);
  }
  return { ordered, partitions, skipped };
}
