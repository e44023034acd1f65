import type { Context } from 'aws-lambda';
import { deadlineOf } from '../deadline';
import type { Environment } from '../environment';
import { assertMounted } from '../files/mount';
import { connectionSecurity } from '../kafka/authentication/connection';
import type { ConnectionSecurity } from '../kafka/authentication/connection-security';
import { readKafkaConfiguration } from '../kafka/configuration';
import { connectPublisher } from '../kafka/kafka-publisher';
import type { Publisher } from '../kafka/publisher';
import { createLogger } from '../telemetry/log';
import { ClassMetrics } from '../telemetry/metrics';
import { readReplayerConfiguration } from './configuration';
import { type ReplayAnswer, replay } from './replay';
import { parseRequest } from './request';

export type ReplayerHandler = (payload: unknown, context: Context) => Promise<ReplayAnswer>;

/** Throws at once where the configuration is wrong, so that a bad deployment fails at its cold start. */
export function createReplayerHandler(
  environment: Environment,
  connect = kafkaConnector(environment),
): ReplayerHandler {
  const configuration = readReplayerConfiguration(environment);
  const metrics = new ClassMetrics(configuration.metricsNamespace);
  const log = createLogger('s3files-replayer');

  return async (payload, context) => {
    log.addContext(context);
    const request = parseRequest(payload, configuration.targetTopic);
    const deadline = deadlineOf(context, request.deadlineSeconds && request.deadlineSeconds * 1000);
    try {
      await assertMounted(configuration.root);
      const answer = await replay(request, { configuration, deadline, metrics, log, connect });
      const { cursor: _, ...summary } = answer;
      log.info('replayed', { source_prefix: request.sourcePrefix, target_topic: request.targetTopic, ...summary });
      return answer;
    } finally {
      deadline.clear();
      metrics.publish();
    }
  };
}

/** Only a replay that publishes needs Kafka's settings and credentials; these are kept for the container's life. */
function kafkaConnector(environment: Environment): (topic: string) => Promise<Publisher> {
  let security: ConnectionSecurity | undefined;
  return async (topic) => {
    const configuration = readKafkaConfiguration(environment);
    security ??= connectionSecurity(configuration, environment);
    return connectPublisher(configuration, security, topic);
  };
}
