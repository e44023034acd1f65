import { listed } from '../../../src/contract/listed';
import { partitionsKey, summaryKey } from '../../../src/contract/run-keys';
import { isObject } from '../../environment';
import { PermanentError } from '../../permanent-error';
import { targetPartition, targetTopicOf } from '../publishing/outgoing';
import type { ReplayRequest } from '../request/request';
import { type ObjectStore, readJson, uri } from '../runs/object-store';
import { chainOf, fieldsOf, type RunPlan, readRunPlan } from '../runs/run-plan';

type Payload = Readonly<Record<string, unknown>>;

/** An ordered run of the workflow as its plan has written it down, with those that it goes on from. */
export interface VerifiedRun {
  readonly run: string;
  /** Tells this plan from others of the same name; undefined for a plan that has none. */
  readonly plan: string | undefined;
  /** The run, and those that it resumes, from the last to the first: what they have published is one restore. */
  readonly chain: readonly RunPlan[];
  /**
   * The payloads that a source partition was begun with, by the partition's name. There is one for each run of the
   * chain that has worked on it, from the first to the last. Each ends where the next one begins.
   */
  readonly parts: ReadonlyMap<string, readonly Payload[]>;
}

/**
 * Reads what a run has planned.
 *
 * @throws Error if there is no plan of it, or if it has published nothing or in no order
 */
export async function readRun(store: ObjectStore, run: string): Promise<VerifiedRun> {
  const last = await readRunPlan(store, run);
  if (last === undefined) {
    throw new PermanentError('InvalidRequest', await reasonOfNoPlan(store, run));
  }
  const chain = await chainOf(store, last);
  if (chain.some(({ items }) => items.some(({ dry_run: dryRun }) => dryRun !== false))) {
    throw new PermanentError(
      'InvalidRequest',
      `the run '${run}' was a dry one and has published nothing; name one with "dry_run": false`,
    );
  }
  return { run, plan: last.plan, chain, parts: payloadsOf(chain) };
}

function payloadsOf(chain: readonly RunPlan[]): Map<string, Payload[]> {
  const parts = new Map<string, Payload[]>();
  for (const { items } of [...chain].reverse()) {
    for (const item of items) {
      const partition = String(item.partition);
      // Without a position it was begun anew: the runs before had not come to it.
      const isBegun = fieldsOf(fieldsOf(item.cursor).next)[partition] !== undefined;
      const earlier = isBegun ? (parts.get(partition) ?? []) : [];
      parts.set(partition, [...earlier, item]);
    }
  }
  return parts;
}

async function reasonOfNoPlan(store: ObjectStore, run: string): Promise<string> {
  const summary = await readJson(store, summaryKey(run));
  return isObject(summary) && summary.ordered === false
    ? `the run '${run}' was unordered: it has kept no places of its records and no order, so that nothing can be compared`
    : `there is no plan of a run '${run}' (${uri(store, partitionsKey(run))}); give the name of an execution of this replayer's ` +
        'workflow whose objects the bucket still keeps';
}

/** @returns the payloads that a source partition was begun with, one for each run that has worked on it */
export function payloadsOfPart({ run, parts }: VerifiedRun, partition: string): readonly Payload[] {
  const payloads = parts.get(partition);
  if (payloads === undefined) {
    throw new PermanentError(
      'InvalidRequest',
      `the run '${run}' has no partition '${partition}'; it has ${listed([...parts.keys()]) || 'none'}`,
    );
  }
  return payloads;
}

/**
 * Counts the source partitions of a run that go to a target partition, or that may go to it.
 *
 * @param topic the target topic
 */
export function sourcesOf(
  { parts }: VerifiedRun,
  request: ReplayRequest,
  topic: string,
): (partition: number) => number {
  const counts = new Map<number, number>();
  let all = 0;
  for (const key of parts.keys()) {
    const end = key.lastIndexOf('+');
    const source = end < 0 ? key : key.slice(0, end);
    if (targetTopicOf(source, request) === topic) {
      const partition = targetPartition(Number(key.slice(end + 1)), request);
      counts.set(partition, (counts.get(partition) ?? 0) + 1);
      all++;
    }
  }
  return (partition) => (request.preservePartition ? (counts.get(partition) ?? 0) : all);
}
