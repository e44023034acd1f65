import type { Deadline } from '../deadline';
import { errorMessage } from '../errors';
import { InFlight } from '../in-flight';
import type { Publisher } from '../kafka/publisher';
import type { Log } from '../telemetry/log';
import type { ClassMetrics } from '../telemetry/metrics';
import { type Clock, SYSTEM_CLOCK } from './clock';
import type { ReplayerConfiguration } from './configuration';
import { type Cursor, type Progress, paceOf, progressOf, toCursor } from './cursor';
import { firstTime } from './first-time';
import { Idling } from './idling';
import { targetPartition } from './outgoing';
import { Pace } from './pace';
import { type Outcome, PartitionReplay, type SharedReplay } from './partition-replay';
import { makePlan, type Plan, type SourcePartition } from './plan';
import type { ReplayRequest } from './request';
import { Statistics } from './statistics';

export interface ReplayDependencies {
  readonly configuration: ReplayerConfiguration;
  readonly deadline: Deadline;
  readonly metrics: ClassMetrics;
  readonly log: Log;
  readonly connect: (topic: string) => Promise<Publisher>;
  readonly clock?: Clock;
}

/** What one invocation did; the keys are those of the payload's style, for `jq` and Step Functions. */
export type ReplayAnswer = ReturnType<Statistics['summary']> & {
  /** Files that are not ours, and second copies of records. What names alone show is counted by a replay's first invocation only, so that totals add up. */
  readonly skipped: number;
  readonly dry_run: boolean;
  readonly done: boolean;
  /** How long to wait before the next invocation: nothing is due before. */
  readonly wait_seconds: number;
  /** For the next invocation; null once there is none. */
  readonly cursor: Cursor | null;
};

/**
 * Replays what stands under a prefix, each source partition in order, different ones at the same time. Throws where
 * nothing could be done at all; what fails on the way is in the answer, with a cursor behind the last acknowledged record.
 */
export async function replay(request: ReplayRequest, dependencies: ReplayDependencies): Promise<ReplayAnswer> {
  const { configuration, deadline, log, clock = SYSTEM_CLOCK } = dependencies;
  const progress = progressOf(request);
  const listing = makePlan(configuration.root, request, configuration.limits.maxFiles, progress);
  const plan = await inTime(deadline, listing, `listing '${request.sourcePrefix}'; give a narrower source_prefix`);
  const skipped = reportSkipped(plan, request, log);

  const statistics = new Statistics(configuration.sizeClasses);
  const inFlight = new InFlight(configuration.limits);
  const pace = await inTime(
    deadline,
    paceOfReplay(request, plan, configuration.root, inFlight, clock),
    'reading first files',
  );
  const publisher = await openPublisher(request, plan, dependencies);
  const idling = new Idling(clock, deadline, plan.partitions.length);
  const shared: SharedReplay = {
    ...dependencies,
    request,
    inFlight,
    statistics,
    progress,
    publisher,
    clock,
    idling,
    pace,
  };
  const running = plan.partitions.map((partition) => replayPartition(partition, shared));
  // What has not ended by the last moment is not in the cursor: it is sent again rather than lost.
  const ended = await Promise.race([Promise.all(running), deadline.last]);
  const done = ended?.every((outcome) => outcome === 'done') ?? false;
  if (publisher !== undefined) {
    await Promise.race([close(publisher, log), deadline.last]);
  }
  return {
    ...statistics.summary(),
    skipped: skipped + statistics.copies,
    dry_run: request.dryRun,
    done,
    wait_seconds: waitSeconds(ended ?? [], clock.now()),
    cursor: done ? null : toCursor(request, progress, pace?.state),
  };
}

/** Nothing is held in memory while a partition waits for long. */
async function replayPartition(partition: SourcePartition, shared: SharedReplay): Promise<Outcome> {
  try {
    for (let rest = partition; ; rest = restOf(partition, shared.progress)) {
      const outcome = await new PartitionReplay(rest, shared).run();
      if (typeof outcome === 'string' || !(await shared.idling.wait(outcome.due))) {
        return outcome;
      }
    }
  } finally {
    shared.idling.ended();
  }
}

function restOf(partition: SourcePartition, progress: Progress): SourcePartition {
  const from = progress.get(partition.key) ?? partition.from;
  return { ...partition, from, files: partition.files.filter(({ last }) => last >= from) };
}

function waitSeconds(outcomes: readonly Outcome[], now: number): number {
  const first = Math.min(
    ...outcomes.map((outcome) => (typeof outcome === 'object' ? outcome.due : Number.POSITIVE_INFINITY)),
  );
  return outcomes.includes('cut') || first === Number.POSITIVE_INFINITY
    ? 0
    : Math.max(0, Math.ceil((first - now) / 1000));
}

async function paceOfReplay(
  request: ReplayRequest,
  { partitions }: Plan,
  root: string,
  inFlight: InFlight,
  clock: Clock,
): Promise<Pace | undefined> {
  if (request.dryRun || Object.keys(request.pace).length === 0) {
    return undefined;
  }
  const now = clock.now();
  const before = paceOf(request) ?? { records: now, bytes: now };
  if (request.pace.speed === undefined || before.origin !== undefined) {
    return new Pace(request.pace, clock, before);
  }
  const timestamp = await firstTime(root, partitions, request.filters, inFlight);
  return new Pace(request.pace, clock, {
    ...before,
    ...(timestamp !== undefined && { origin: { at: now, timestamp } }),
  });
}

async function inTime<T>(deadline: Deadline, work: Promise<T>, what: string): Promise<T> {
  const tooLate = deadline.last.then((): never => {
    throw new Error(`the deadline came before anything was replayed, while ${what}, or give the function more time`);
  });
  return Promise.race([work, tooLate]);
}

function reportSkipped({ foreign, duplicates }: Plan, request: ReplayRequest, log: Log): number {
  if (request.cursor !== undefined) {
    return 0;
  }
  if (foreign.count > 0) {
    log.warn('files that are not ours are skipped', {
      files: foreign.count,
      first: foreign.examples,
    });
  }
  if (duplicates > 0) {
    log.info('records that stand twice go out once', { second_copies: duplicates });
  }
  return foreign.count + duplicates;
}

async function openPublisher(
  request: ReplayRequest,
  plan: Plan,
  { connect, deadline, log }: ReplayDependencies,
): Promise<Publisher | undefined> {
  if (request.dryRun || plan.partitions.length === 0) {
    return undefined;
  }
  const publisher = await inTime(deadline, connect(request.targetTopic), 'connecting to Kafka; check its address');
  try {
    await assertEnoughPartitions(request, plan.partitions, publisher);
    return publisher;
  } catch (error) {
    await close(publisher, log);
    throw error;
  }
}

/** A client would take the partition modulo their number, and so mix partitions without a word. */
async function assertEnoughPartitions(
  request: ReplayRequest,
  partitions: readonly SourcePartition[],
  publisher: Publisher,
): Promise<void> {
  const { targetTopic, preservePartition } = request;
  const available = await publisher.partitionCount();
  const needed = partitions.reduce((most, { partition }) => Math.max(most, targetPartition(partition, request) + 1), 0);
  if (preservePartition && available < needed) {
    throw new Error(
      `the topic '${targetTopic}' has ${available} partitions, and the records come from partitions up to ${needed - 1}; ` +
        `give the topic ${needed} partitions, or set preserve_partition to false`,
    );
  }
}

/** What was acknowledged stays acknowledged, however the connection ends. */
async function close(publisher: Publisher, log: Log): Promise<void> {
  try {
    await publisher.close();
  } catch (error) {
    log.warn('the connection to Kafka did not close cleanly', { problem: errorMessage(error) });
  }
}
