import { UNCLASSIFIED } from '../../src/contract/metrics';
import type { SuppressionSummary } from '../../src/contract/payload-steps';
import type { Deadline } from '../deadline/deadline';
import { inTime } from '../deadline/in-time';
import { OpenDirectories } from '../files/open-directories';
import type { ClusterAdmin } from '../kafka/cluster-admin';
import type { Publisher } from '../kafka/publisher';
import type { Log } from '../telemetry/log';
import type { InvocationMetrics } from '../telemetry/metrics';
import { ProblemLog } from '../telemetry/problem-log';
import { SlowestFile } from '../telemetry/slowest-file';
import { Keeping } from './offset-map/keeping';
import { type Clock, SYSTEM_CLOCK } from './pacing/clock';
import { Idling } from './pacing/idling';
import { type PartitionEnd, PartitionReplay } from './publishing/partition-replay';
import type { SharedReplay } from './publishing/shared-replay';
import { close, openTargets } from './publishing/targets';
import { knownTimes } from './reading/known-times';
import { paceOfReplay } from './reading/replay-pace';
import { SharedReads } from './reading/shared-reads';
import type { ReplayerConfiguration } from './replayer-configuration';
import type { ReplayRequest } from './request/request';
import { Checkpoint } from './runs/checkpoint';
import { type Cursor, positionsOf, toCursor, totalsOf } from './runs/cursor';
import type { ObjectStore } from './runs/object-store';
import { isFurther, type Positions } from './runs/position';
import type { ReplayProgress } from './runs/replay-progress';
import { Statistics } from './runs/statistics';
import { addTotals } from './runs/totals';
import { Warnings } from './runs/warnings';
import { offsetAt, type SourcePartition } from './selection/file-to-replay';
import { reportSkipped } from './selection/report-skipped';
import { reportUnlisted } from './selection/report-unlisted';
import { requestedFiles } from './selection/requested-files';
import { selectFiles } from './selection/select-files';
import { warnOfNothing, warnOfRecords, warnOfRemark, warnOfSelection } from './selection/selection-warnings';
import type { SuppressionLists } from './suppression/suppression-lists';
import { warnOfList, withSuppression } from './suppression/with-suppression';
import { prepareTargets } from './topics/prepare-targets';
import { type PreparedTopic, toldTopics } from './topics/prepared-topics';

export interface ReplayDependencies {
  readonly configuration: ReplayerConfiguration;
  readonly deadline: Deadline;
  readonly metrics: InvocationMetrics;
  readonly log: Log;
  readonly connect: () => Promise<Publisher>;
  /**
   * Connects to the cluster, to look at it and to change it, for work that does more than publish; the caller closes
   * the connection.
   */
  readonly admin: () => Promise<ClusterAdmin>;
  /** The workflow's bucket, for a request that names something in it. */
  readonly store: () => ObjectStore;
  /** The suppression lists, for a request that names one. */
  readonly lists: Pick<SuppressionLists, 'load'>;
  readonly clock?: Clock;
}

/** The answer of one invocation; the keys are those of the payload's style, for `jq` and Step Functions. */
export type ReplayAnswer = ReturnType<Statistics['summary']> & {
  /**
   * The number of files that are not ours, and of second copies of records. Those that names alone show are counted by
   * a replay's first invocation only, so that totals add up.
   */
  readonly skipped: number;
  /** Sentences on what may be other than it was meant: a filter that nothing can match, files that are not ours. */
  readonly warnings?: readonly string[];
  /** The list by which records were suppressed. */
  readonly suppression?: SuppressionSummary;
  /** The target topics that were found or made, the first of them if there are many; absent if none was to be made. */
  readonly topics?: readonly PreparedTopic[];
  /** The number of further topics that are not listed. */
  readonly more_topics?: number;
  readonly dry_run: boolean;
  readonly done: boolean;
  /** The seconds to wait before the next invocation, since nothing is due before. */
  readonly wait_seconds: number;
  /** The cursor for the next invocation; null once none is needed. */
  readonly cursor: Cursor | null;
  /** Tells how far the replay has come with this invocation and those before it. */
  readonly progress: ReplayProgress;
};

/**
 * Replays the files that are asked for, each source partition in order, different ones at the same time. Throws if
 * nothing could be done at all. Errors on the way are in the answer, with a cursor after the last acknowledged record.
 */
export async function replay(given: ReplayRequest, dependencies: ReplayDependencies): Promise<ReplayAnswer> {
  const directories = new OpenDirectories(dependencies.configuration.root);
  try {
    return await replayFrom(directories, await withSuppression(given, dependencies), dependencies);
  } finally {
    directories.close();
  }
}

async function replayFrom(
  directories: OpenDirectories,
  given: ReplayRequest,
  dependencies: ReplayDependencies,
): Promise<ReplayAnswer> {
  const { configuration, deadline, log, metrics, clock = SYSTEM_CLOCK } = dependencies;
  const start = performance.now();
  const checkpoint = checkpointOf(given, dependencies);
  const { request, kept } = checkpoint
    ? await inTime(deadline, checkpoint.furthest(given), 'reading how far the replay had come')
    : { request: given, kept: undefined };
  const positions = positionsOf(request);
  const before = totalsOf(request);
  const { suppress } = request.filters;
  const { tell, what } = requestedFiles(request, configuration, dependencies.store);
  const selecting = selectFiles(tell, request, positions, configuration.sizeClasses);
  const selected = await inTime(deadline, selecting, what);
  const statistics = new Statistics(configuration.sizeClasses);
  const slowest = new SlowestFile();
  const warnings = new Warnings();
  // An earlier invocation, or the plan that wrote the manifest, has counted them.
  const isCounted = request.cursor !== undefined || (request.files !== undefined && 'manifest' in request.files);
  const skippedByName = isCounted ? 0 : reportSkipped(selected, log);
  const problems = new ProblemLog(log, 'not replayed');
  reportUnlisted(selected, request, problems);
  statistics.unlisted(selected.unlisted);
  if (selected.unlisted.count > 0) {
    metrics.of({ sizeClass: UNCLASSIFIED }).add('RecordsFailed', selected.unlisted.count);
  }
  if (!isCounted) {
    statistics.judgedByName(selected.byName.unopened);
  }
  if (request.files === undefined) {
    warnOfRemark(request, warnings);
    warnOfList(request, warnings);
    warnOfSelection(selected, request, warnings);
  }
  const inFlight = new SharedReads(directories, configuration.limits);
  const pace = await inTime(
    deadline,
    paceOfReplay(request, selected.partitions, inFlight, clock),
    'reading first files',
  );
  const tellTimes = () => knownTimes(selected.partitions, request.filters, inFlight);
  const cursor = () => {
    const totals = addTotals(before, statistics.totals(skippedByName + statistics.copies, suppress));
    return toCursor(request, positions, { pace: pace?.state, totals });
  };
  const part = { request, positions, kept };
  const keeping = checkpoint && (await Keeping.open(checkpoint, part, cursor, dependencies));
  // What goes on, and the parts of a run, find the topics that were prepared before.
  const isBegun = request.cursor !== undefined || request.files !== undefined;
  const preparing = isBegun ? { ...request, createTopic: undefined } : request;
  const topics = await prepareTargets(preparing, selected.partitions, tellTimes, { ...dependencies, warnings });
  const targets = await openTargets(request, selected.partitions, tellTimes, { ...dependencies, warnings });
  if (targets !== undefined) {
    await keeping?.begin();
  }
  const idling = new Idling(clock, deadline, selected.partitions.length);
  const shared: SharedReplay = {
    ...dependencies,
    request,
    inFlight,
    problems,
    statistics,
    slowest,
    positions,
    targets,
    clock,
    idling,
    pace,
    offsetMap: keeping?.offsetMap,
    acknowledged: async () => {
      await keeping?.acknowledged();
    },
  };
  const running = selected.partitions.map((partition) => replayPartition(partition, shared));
  // A record that is not acknowledged by the last moment is not in the cursor: it is sent again rather than lost.
  const ended = await Promise.race([Promise.all(running), deadline.last]);
  const done = ended?.every((outcome) => outcome === 'done') ?? false;
  if (targets !== undefined) {
    await Promise.race([close(targets.publisher, log), deadline.last]);
  }
  problems.sum('not replayed in full', { problems: problems.count });
  const wait = waitSeconds(ended ?? [], clock.now());
  if (request.files !== undefined && !done && wait === 0 && !hasMoved(positionsOf(given), positions)) {
    throw statistics.stop ?? new Error('the deadline came before any record was replayed; give the function more time');
  }
  if (ended !== undefined) {
    await Promise.race([keeping?.ended(done, !ended.includes('failed')), deadline.last]);
  }
  const skipped = skippedByName + statistics.copies;
  const totals = addTotals(before, statistics.totals(skipped, suppress));
  if (done && request.files === undefined) {
    warnOfNothing(totals, request, warnings);
    warnOfRecords(totals, request, warnings);
  }
  const answer = {
    ...statistics.summary(),
    skipped,
    ...(warnings.list.length > 0 && { warnings: warnings.list }),
    ...(suppress && { suppression: suppress.summary }),
    ...toldTopics(topics),
    dry_run: request.dryRun,
    done,
    wait_seconds: wait,
  };
  log.info('replayed', {
    source_prefix: request.sourcePrefix,
    target_topic: request.targetTopic,
    partitions: selected.partitions.length,
    milliseconds: Math.round(performance.now() - start),
    ...slowest.details(),
    ...answer,
  });
  return {
    ...answer,
    cursor: done ? null : toCursor(request, positions, { pace: pace?.state, totals }),
    progress: { next: Object.fromEntries(positions), totals },
  };
}

/**
 * Makes the checkpoint, which keeps the position of a workflow's child that publishes. Without one nothing is lost,
 * since the child can read again.
 */
function checkpointOf({ files, dryRun }: ReplayRequest, { store, log }: ReplayDependencies): Checkpoint | undefined {
  return files !== undefined && 'manifest' in files && !dryRun ? new Checkpoint(store(), files, log) : undefined;
}

/**
 * Tells whether a replay has made progress. A workflow's child that makes none must fail, so that it is tried again and
 * then given up: otherwise its loop would never end.
 */
function hasMoved(before: Positions, now: Positions): boolean {
  return [...now].some(([partition, next]) => isFurther(next, before.get(partition)));
}

/** Replays a partition. While it waits for long, nothing is held in memory. */
async function replayPartition(partition: SourcePartition, shared: SharedReplay): Promise<PartitionEnd> {
  try {
    for (let rest = partition; ; rest = restOf(partition, shared.positions)) {
      const outcome = await new PartitionReplay(rest, shared).run();
      if (typeof outcome === 'string' || !(await shared.idling.wait(outcome.due))) {
        return outcome;
      }
    }
  } finally {
    shared.idling.ended();
  }
}

function restOf(partition: SourcePartition, positions: Positions): SourcePartition {
  const position = positions.get(partition.key);
  const from = position === undefined ? partition.from : offsetAt(partition, position);
  return { ...partition, from, files: partition.files.filter(({ last }) => last >= from) };
}

// The longest wait that Step Functions take: https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html
const LONGEST_WAIT_SECONDS = 99_999_999;

function waitSeconds(outcomes: readonly PartitionEnd[], now: number): number {
  const first = Math.min(
    ...outcomes.map((outcome) => (typeof outcome === 'object' ? outcome.due : Number.POSITIVE_INFINITY)),
  );
  return outcomes.includes('cut') || first === Number.POSITIVE_INFINITY
    ? 0
    : Math.min(LONGEST_WAIT_SECONDS, Math.max(0, Math.ceil((first - now) / 1000)));
}
