import type { Deadline } from '../../../lambda-runtime/deadline/deadline';
import type { InFlightLimits } from '../../../lambda-runtime/in-flight';
import type { ClusterAdmin } from '../../../lambda-runtime/kafka/cluster-admin';
import type { Publisher } from '../../../lambda-runtime/kafka/publisher';
import type { Clock } from '../../../lambda-runtime/replayer/pacing/clock';
import { type ReplayAnswer, type ReplayDependencies, replay } from '../../../lambda-runtime/replayer/replay';
import type { ReplayerConfiguration } from '../../../lambda-runtime/replayer/replayer-configuration';
import { parseRequest } from '../../../lambda-runtime/replayer/request/request';
import type { ObjectStore } from '../../../lambda-runtime/replayer/runs/object-store';
import type { Suppression } from '../../../lambda-runtime/replayer/suppression/suppression';
import { InvocationMetrics } from '../../../lambda-runtime/telemetry/metrics';
import { MAX_FILE_BYTES } from '../../../src/contract/limits';
import { NO_DEADLINE } from './deadline';
import { aContext } from './lambda';
import { RecordedLog } from './log';

export interface ReplayOptions {
  readonly publisher?: Publisher;
  readonly admin?: ClusterAdmin;
  readonly deadline?: Deadline;
  readonly log?: RecordedLog;
  readonly limits?: InFlightLimits & Partial<ReplayerConfiguration['limits']>;
  readonly store?: ObjectStore;
  readonly clock?: Clock;
  readonly lists?: ReplayDependencies['lists'];
}

/** Runs the core of the replayer over a directory. */
export function runReplay(
  root: string,
  payload: Record<string, unknown>,
  options: ReplayOptions = {},
): Promise<ReplayAnswer> {
  return replay(parseRequest(payload, 'orders-replay'), dependenciesOf(root, options));
}

/**
 * Makes the surroundings of the replayer. Connecting to Kafka is an error without a publisher or an admin, and so is
 * using the workflow's bucket without a store, or a list without lists.
 */
export function dependenciesOf(root: string, options: ReplayOptions = {}): ReplayDependencies {
  const { deadline = NO_DEADLINE, log = new RecordedLog(), limits = { maxFiles: 16, maxBytes: 2 ** 20 } } = options;
  const configuration = {
    root,
    limits: { maxFileBytes: MAX_FILE_BYTES, ...limits },
    sizeClasses: [
      { name: 'small', prefix: 'small/', sizeLessThan: 131_072 },
      { name: 'large', prefix: 'large/' },
    ],
    metricsNamespace: 'S3Files',
    targetTopic: 'orders-replay',
    sourceFormat: 's3files' as const,
    rootKey: 'events/',
  };
  return {
    configuration,
    deadline,
    log,
    metrics: new InvocationMetrics('S3Files', aContext()),
    connect: async () => given(options.publisher, 'Kafka'),
    admin: async () => given(options.admin, 'cluster'),
    store: () => given(options.store, 'bucket'),
    lists: options.lists ?? NO_LISTS,
    ...(options.clock && { clock: options.clock }),
  };
}

const NO_LISTS: ReplayDependencies['lists'] = { load: async () => given<Suppression>(undefined, 'suppression lists') };

function given<T>(value: T | undefined, what: string): T {
  if (value === undefined) {
    throw new Error(`this test has no ${what}`);
  }
  return value;
}
