import type { PartAnswer } from '../../../src/contract/payload-steps';
import { partitionVerificationKey } from '../../../src/contract/run-keys';
import { inTime } from '../../deadline/in-time';
import { OpenDirectories } from '../../files/open-directories';
import { Budget } from '../../in-flight';
import type { ClusterAdmin } from '../../kafka/cluster-admin';
import { targetPartition, targetTopicOf } from '../publishing/outgoing';
import { SharedReads } from '../reading/shared-reads';
import type { ReplayDependencies } from '../replay';
import type { ReplayRequest } from '../request/request';
import { writeJson } from '../runs/object-store';
import type { Position } from '../runs/position';
import { positionAt, type SourcePartition } from '../selection/file-to-replay';
import type { StretchPlace } from './expected-records';
import { proofOf } from './partition-proof';
import { placesOfRun } from './places-of-run';
import { requestsOfPart, stretchesFrom } from './stretches';
import { TargetRecords } from './target-records';
import { boundTo, type PartitionCursor, positionOf, type VerificationCursor } from './verification-cursor';
import { beginningOfVerification, type VerificationState } from './verification-state';
import { sourcesOf, type VerifiedRun } from './verified-run';
import { type Basis, type PartitionToVerify, type VerificationStep, verifyPartition } from './verify-partition';

export interface VerifyDependencies extends Omit<ReplayDependencies, 'connect'> {
  /** The most records that are read before both sides are compared. */
  readonly mostRecords?: number;
}

/** The progress of the verification of some partitions of a run. */
export interface Verified extends Pick<PartAnswer, 'wait_seconds' | 'progress'> {
  readonly done: boolean;
  readonly cursor: VerificationCursor | null;
}

// Each has a connection, and what it reads ahead; the files in flight are bounded for all of them together.
const PARTITIONS_AT_A_TIME = 4;

/**
 * Compares source partitions of a run with what the target has of them, and keeps what was found of each.
 *
 * @param names the partitions that are asked for
 * @param cursor how far earlier invocations have come
 */
export async function verifyPartitions(
  verified: VerifiedRun,
  names: readonly string[],
  cursor: VerificationCursor,
  dependencies: VerifyDependencies,
): Promise<Verified> {
  const { configuration, deadline } = dependencies;
  const admin = await inTime(deadline, dependencies.admin(), 'connecting to Kafka; check its address');
  const directories = new OpenDirectories(configuration.root);
  const all = new RunVerification(
    verified,
    cursor,
    admin,
    new SharedReads(directories, configuration.limits),
    dependencies,
  );
  try {
    const budget = new Budget(PARTITIONS_AT_A_TIME);
    const asked = names.filter((name) => !cursor.done.includes(name));
    const working = Promise.all(asked.map((name) => budget.with(1, () => all.verify(name))));
    await Promise.race([working, deadline.last]);
  } finally {
    directories.close();
    await Promise.race([admin.close().catch(() => undefined), deadline.last]);
  }
  const left = names.filter((name) => !all.done.has(name));
  if (left.length > 0 && !all.hasMoved) {
    throw new Error('the deadline came before any record was compared; give the function more time');
  }
  return {
    done: left.length === 0,
    wait_seconds: 0,
    progress: { totals: { invocations: all.invocations } },
    cursor: left.length === 0 ? null : { version: 1, done: [...all.done], partitions: Object.fromEntries(all.begun) },
  };
}

/** The partitions of one invocation. */
class RunVerification {
  public readonly done: Set<string>;
  public readonly begun: Map<string, PartitionCursor>;
  public hasMoved = false;
  /** The most invocations that any of the partitions took until now. */
  public invocations = 1;
  private readonly targets = new Map<string, Promise<TargetRecords>>();

  public constructor(
    private readonly run: VerifiedRun,
    cursor: VerificationCursor,
    private readonly admin: ClusterAdmin,
    private readonly inFlight: SharedReads,
    private readonly dependencies: VerifyDependencies,
  ) {
    this.done = new Set(cursor.done);
    this.begun = new Map(Object.entries(cursor.partitions));
  }

  public async verify(name: string): Promise<void> {
    if (this.dependencies.deadline.reached()) {
      return;
    }
    const requests = await requestsOfPart(this.run, name, this.dependencies);
    const bound = boundTo(this.run, name, requests[0]);
    const before = this.begun.get(name);
    const position = before && positionOf(before, bound, requests[0]);
    const runs = Math.min(before?.runs ?? 0, requests.length - 1);
    const subject = await this.subject(name, requests, { stretch: runs, position });
    const state = counted(before?.state ?? beginningOfVerification());
    this.invocations = Math.max(this.invocations, state.invocations);
    const beginning = { stretch: 0, offset: subject.stretches[0].partition.from };
    let step: VerificationStep = { state, next: before?.next === null ? undefined : beginning };
    const isDone = await verifyPartition(
      subject,
      step,
      { ...this.dependencies, inFlight: this.inFlight },
      (compared) => {
        step = compared;
        this.hasMoved = true;
        this.begun.set(name, { bound, ...placeIn(subject, runs, step.next), state: step.state });
      },
    );
    if (isDone) {
      const proof = proofOf(this.run, subject, step.state);
      await writeJson(this.dependencies.store(), partitionVerificationKey(this.run.run, name), proof);
      this.begun.delete(name);
      this.done.add(name);
      this.hasMoved = true;
    }
  }

  private async subject(
    name: string,
    requests: readonly [ReplayRequest, ...ReplayRequest[]],
    begun: { readonly stretch: number; readonly position: Position | undefined },
  ): Promise<PartitionToVerify> {
    const stretches = await stretchesFrom(name, requests, begun, this.dependencies);
    const [{ partition, request }] = stretches;
    const target = await this.target(targetTopicOf(partition.topic, request));
    const passesByUndeliverable = requests.some(({ onUndeliverable }) => onUndeliverable === 'skip');
    const keepsTimestamps = requests.every(({ preserveTimestamp }) => preserveTimestamp);
    const basis = await this.basis(partition, request, target);
    return { name, stretches, passesByUndeliverable, keepsTimestamps, target, basis };
  }

  private async basis(partition: SourcePartition, request: ReplayRequest, target: TargetRecords): Promise<Basis> {
    const sources = sourcesOf(this.run, request, target.topic.name);
    const places = await placesOfRun(this.dependencies.store(), this.run.run, partition.key);
    if (places !== undefined) {
      return { places, isAlone: (number) => sources(number) <= 1 };
    }
    const wholePartition = request.preservePartition
      ? targetPartition(partition.partition, request)
      : onlyPartition(target);
    if (wholePartition === undefined || sources(wholePartition) > 1) {
      return {
        problem:
          `${partition.key} cannot be compared: the run '${this.run.run}' has kept no offset map of it, and ` +
          (wholePartition === undefined
            ? `keys have spread its records over the partitions of '${target.topic.name}'`
            : `other partitions went to the same partition of '${target.topic.name}'`) +
          '; replay it again, which keeps one',
      };
    }
    return { wholePartition };
  }

  private target(topic: string): Promise<TargetRecords> {
    let opened = this.targets.get(topic);
    if (opened === undefined) {
      opened = inTime(
        this.dependencies.deadline,
        TargetRecords.open(this.admin, topic),
        `looking at the topic '${topic}'`,
      );
      this.targets.set(topic, opened);
    }
    return opened;
  }
}

/** The place of a cursor: the runs that are behind, and the position in the files of the one at hand. */
function placeIn(
  { stretches }: PartitionToVerify,
  runs: number,
  next: StretchPlace | undefined,
): Pick<PartitionCursor, 'next' | 'runs'> {
  const stretch = next && stretches[next.stretch];
  return next === undefined || stretch === undefined
    ? { next: null }
    : { next: positionAt(stretch.partition, next.offset), runs: runs + next.stretch };
}

function counted(state: VerificationState): VerificationState {
  return { ...state, invocations: state.invocations + 1 };
}

function onlyPartition({ topic }: TargetRecords): number | undefined {
  return topic.partitions === 1 ? 0 : undefined;
}
