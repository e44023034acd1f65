import type { Context } from 'aws-lambda';
import { VARIABLES } from '../../src/contract/variables';
import { deadlineOf } from '../deadline/deadline';
import type { Environment } from '../environment';
import { connectionSecurity } from '../kafka/authentication/connection';
import type { ConnectionSecurity } from '../kafka/authentication/connection-security';
import { withFreshSecrets } from '../kafka/fresh-secrets';
import { connectPublisher } from '../kafka/kafka-publisher';
import { readKafkaConfiguration } from '../kafka/producer-configuration';
import type { Publisher } from '../kafka/publisher';
import { PermanentError, permanently } from '../permanent-error';
import { createLogger } from '../telemetry/log';
import { InvocationMetrics } from '../telemetry/metrics';
import { parseAction, type ReplayerAnswer } from './actions';
import { readReplayerConfiguration } from './replayer-configuration';
import type { ObjectStore } from './runs/object-store';
import { S3Store } from './runs/s3-store';

export type ReplayerHandler = (payload: unknown, context: Context) => Promise<ReplayerAnswer>;

/** The things beside the mount that the handler reaches. */
export interface Surroundings {
  readonly connect: () => Promise<Publisher>;
  readonly store: () => ObjectStore;
}

/** Throws at once if the configuration is wrong, so that a bad deployment fails at its cold start. */
export function createReplayerHandler(
  environment: Environment,
  { connect = kafkaConnector(environment), store = workflowStore(environment) }: Partial<Surroundings> = {},
): ReplayerHandler {
  const configuration = permanently('InvalidConfiguration', () => readReplayerConfiguration(environment));
  const log = createLogger('s3files-replayer');

  return async (payload, context) => {
    log.addContext(context);
    const metrics = new InvocationMetrics(configuration.metricsNamespace, context);
    const { deadlineSeconds, run } = parseAction(payload, configuration.targetTopic, configuration.sourceFormat);
    const deadline = deadlineOf(context, deadlineSeconds && deadlineSeconds * 1000);
    try {
      return await run({ configuration, deadline, metrics, log, connect, store });
    } finally {
      deadline.clear();
      metrics.publish();
    }
  };
}

/** Only a replay that publishes needs Kafka's settings and credentials; these are kept for the container's life. */
function kafkaConnector(environment: Environment): () => Promise<Publisher> {
  let security: ConnectionSecurity | undefined;
  return withFreshSecrets(async () => {
    const configuration = permanently('InvalidConfiguration', () => readKafkaConfiguration(environment));
    security ??= connectionSecurity(configuration, environment);
    return connectPublisher(configuration, security);
  });
}

/** Only a workflow's invocations need its bucket. */
function workflowStore({ [VARIABLES.workflowBucket]: bucket }: Environment): () => ObjectStore {
  let store: ObjectStore | undefined;
  return () => {
    if (bucket === undefined || bucket === '') {
      throw new PermanentError(
        'InvalidRequest',
        `this function has no bucket of a workflow (environment variable ${VARIABLES.workflowBucket}); start the workflow of the ` +
          'replayer that has one, or give a payload without action and manifest',
      );
    }
    store ??= new S3Store(bucket);
    return store;
  };
}
