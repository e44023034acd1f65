import { beginningKey, partitionsKey, summaryKey } from '../../../src/contract/run-keys';
import { isObject } from '../../environment';
import { PermanentError } from '../../permanent-error';
import { targetPartition, targetTopicOf } from '../publishing/outgoing';
import type { ReplayerConfiguration } from '../replayer-configuration';
import { parseRequest, type ReplayRequest } from '../request/request';
import { type ObjectStore, readJson, uri } from '../runs/object-store';

/** An ordered run of the workflow, as its plan has written it down. */
export interface VerifiedRun {
  readonly run: string;
  /** Tells this plan from others of the same name; undefined for a plan that has none. */
  readonly plan: string | undefined;
  /** The payload that each source partition was begun with, by the partition's name. */
  readonly parts: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

/**
 * Reads what a run has planned.
 *
 * @throws Error if there is no plan of it, or if it has published nothing or in no order
 */
export async function readRun(store: ObjectStore, run: string): Promise<VerifiedRun> {
  const items = await readJson(store, partitionsKey(run));
  if (!Array.isArray(items)) {
    throw new PermanentError('InvalidRequest', await reasonOfNoPlan(store, run));
  }
  const beginning = await readJson(store, beginningKey(run));
  const parts = items.map((item: unknown) => (isObject(item) ? item : {}));
  if (parts.some(({ dry_run: dryRun }) => dryRun !== false)) {
    throw new PermanentError(
      'InvalidRequest',
      `the run '${run}' was a dry one and has published nothing; name one with "dry_run": false`,
    );
  }
  return {
    run,
    plan: isObject(beginning) && typeof beginning.plan === 'string' ? beginning.plan : undefined,
    parts: new Map(parts.map((item) => [String(item.partition), item])),
  };
}

async function reasonOfNoPlan(store: ObjectStore, run: string): Promise<string> {
  const summary = await readJson(store, summaryKey(run));
  return isObject(summary) && summary.ordered === false
    ? `the run '${run}' was unordered: it has kept no places of its records and no order, so that nothing can be compared`
    : `there is no plan of a run '${run}' (${uri(store, partitionsKey(run))}); give the name of an execution of this replayer's ` +
        'workflow whose objects the bucket still keeps';
}

/** @returns the request of one source partition, with its manifest and the cursor that it began at */
export function requestOfPart(
  { run, parts }: VerifiedRun,
  partition: string,
  { targetTopic, sourceFormat }: Pick<ReplayerConfiguration, 'targetTopic' | 'sourceFormat'>,
): ReplayRequest {
  const payload = parts.get(partition);
  if (payload === undefined) {
    throw new PermanentError(
      'InvalidRequest',
      `the run '${run}' has no partition '${partition}'; it has ${[...parts.keys()].slice(0, 10).join(', ') || 'none'}`,
    );
  }
  return parseRequest(payload, targetTopic, sourceFormat);
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
