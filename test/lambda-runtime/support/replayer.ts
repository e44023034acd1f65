import type { Deadline } from '../../../lambda-runtime/deadline';
import type { Publisher } from '../../../lambda-runtime/kafka/publisher';
import type { ReplayerConfiguration } from '../../../lambda-runtime/replayer/configuration';
import { type ReplayAnswer, replay } from '../../../lambda-runtime/replayer/replay';
import { parseRequest } from '../../../lambda-runtime/replayer/request';
import { ClassMetrics } from '../../../lambda-runtime/telemetry/metrics';
import { NO_DEADLINE } from './deadline';
import { RecordedLog } from './log';

export interface ReplayOptions {
  readonly publisher?: Publisher;
  readonly deadline?: Deadline;
  readonly log?: RecordedLog;
  readonly limits?: ReplayerConfiguration['limits'];
}

/** Runs the core of the replayer over a directory. Without a publisher, connecting to Kafka is an error. */
export function runReplay(
  root: string,
  payload: Record<string, unknown>,
  options: ReplayOptions = {},
): Promise<ReplayAnswer> {
  const {
    publisher,
    deadline = NO_DEADLINE,
    log = new RecordedLog(),
    limits = { maxFiles: 16, maxBytes: 2 ** 20 },
  } = options;
  const configuration = {
    root,
    limits,
    sizeClasses: [
      { name: 'small', prefix: 'small/', sizeLessThan: 131_072 },
      { name: 'large', prefix: 'large/' },
    ],
    metricsNamespace: 'S3Files',
    targetTopic: 'orders-replay',
  };
  const connect = async (): Promise<Publisher> => {
    if (publisher === undefined) {
      throw new Error('this test has no Kafka');
    }
    return publisher;
  };
  const metrics = new ClassMetrics('S3Files');
  return replay(parseRequest(payload, 'orders-replay'), { configuration, deadline, metrics, log, connect });
}
