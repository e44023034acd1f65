import { isTopicName } from '../../src/contract/topic';
import { VARIABLES } from '../../src/contract/variables';
import { type Environment, requiredVariable } from '../environment';
import { type Configuration, readConfiguration } from '../mount-configuration';

export interface ReplayerConfiguration extends Configuration {
  /** The topic of the records, unless the request names another. */
  readonly targetTopic: string;
  /** The key, in the bucket, of the directory that is mounted: empty, or ending in a slash. */
  readonly rootKey: string;
}

export function readReplayerConfiguration(environment: Environment): ReplayerConfiguration {
  const targetTopic = requiredVariable(environment, VARIABLES.targetTopic);
  if (!isTopicName(targetTopic)) {
    throw new Error(
      `environment variable ${VARIABLES.targetTopic} is '${targetTopic}', which is no name that Kafka accepts`,
    );
  }
  return { ...readConfiguration(environment), targetTopic, rootKey: readRootKey(environment) };
}

function readRootKey({ [VARIABLES.rootKey]: rootKey = '' }: Environment): string {
  if (rootKey !== '' && !rootKey.endsWith('/')) {
    throw new Error(`environment variable ${VARIABLES.rootKey} is '${rootKey}'; it is empty, or ends in '/'`);
  }
  return rootKey;
}
