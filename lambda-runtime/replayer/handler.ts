import type { Context } from 'aws-lambda';
import { VARIABLES } from '../../src/contract/variables';
import { deadlineOf } from '../deadline/deadline';
import type { Environment } from '../environment';
import { connectionSecurity } from '../kafka/authentication/connection';
import type { ConnectionSecurity } from '../kafka/authentication/connection-security';
import type { ClusterAdmin } from '../kafka/cluster-admin';
import { withFreshSecrets } from '../kafka/fresh-secrets';
import { connectPublisher } from '../kafka/kafka-publisher';
import { type KafkaConfiguration, readKafkaConfiguration } from '../kafka/producer-configuration';
import type { Publisher } from '../kafka/publisher';
import { PermanentError, permanently } from '../permanent-error';
import { createLogger } from '../telemetry/log';
import { InvocationMetrics } from '../telemetry/metrics';
import { parseAction, type ReplayerAnswer } from './actions';
import { memoryBytes, readReplayerConfiguration } from './replayer-configuration';
import type { ObjectStore } from './runs/object-store';
import { S3Store } from './runs/s3-store';
import { S3ListSource } from './suppression/s3-list-source';
import { SuppressionLists } from './suppression/suppression-lists';

export type ReplayerHandler = (payload: unknown, context: Context) => Promise<ReplayerAnswer>;

/** The services beside the mount that the handler uses. */
export interface Surroundings {
  readonly connect: () => Promise<Publisher>;
  readonly admin: () => Promise<ClusterAdmin>;
  readonly store: () => ObjectStore;
  readonly lists: Pick<SuppressionLists, 'load'>;
}

/**
 * Makes the handler. It throws at once if the configuration is wrong, so that a bad deployment fails at its cold start.
 */
export function createReplayerHandler(
  environment: Environment,
  surroundings: Partial<Surroundings> = {},
): ReplayerHandler {
  const reached: Surroundings = {
    ...kafkaConnectors(environment),
    store: workflowStore(environment),
    lists: new SuppressionLists(new S3ListSource(), memoryBytes(environment)),
    ...surroundings,
  };
  const configuration = permanently('InvalidConfiguration', () => readReplayerConfiguration(environment));
  const log = createLogger('s3files-replayer');

  return async (payload, context) => {
    log.addContext(context);
    const metrics = new InvocationMetrics(configuration.metricsNamespace, context);
    const { deadlineSeconds, run } = parseAction(payload, configuration.targetTopic, configuration.sourceFormat);
    const deadline = deadlineOf(context, deadlineSeconds && deadlineSeconds * 1000);
    try {
      return await run({ configuration, deadline, metrics, log, ...reached });
    } finally {
      deadline.clear();
      metrics.publish();
    }
  };
}

/**
 * Connects to the cluster when a request needs it: other requests need neither Kafka's settings nor credentials. These
 * are kept for the container's life.
 */
function kafkaConnectors(environment: Environment): Pick<Surroundings, 'connect' | 'admin'> {
  let known: { readonly configuration: KafkaConfiguration; readonly security: ConnectionSecurity } | undefined;
  const secured = () => {
    const configuration = permanently('InvalidConfiguration', () => readKafkaConfiguration(environment));
    known ??= { configuration, security: connectionSecurity(configuration, environment) };
    return known;
  };
  return {
    connect: withFreshSecrets(async () => {
      const { configuration, security } = secured();
      return connectPublisher(configuration, security);
    }),
    admin: withFreshSecrets(async () => {
      const { configuration, security } = secured();
      const { connectAdmin } = await import('../kafka/connect-admin');
      return connectAdmin(configuration, security);
    }),
  };
}

/** The bucket of the workflow. It is read from the environment only when needed, since other invocations have none. */
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
