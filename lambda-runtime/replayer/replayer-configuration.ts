import { type Environment, requiredVariable } from '../environment';
import { type Configuration, readConfiguration } from '../mount-configuration';
import { isTopicName } from '../records/record';

export interface ReplayerConfiguration extends Configuration {
  /** The topic of the records, unless the request names another. */
  readonly targetTopic: string;
  /** The key, in the bucket, of the directory that is mounted: empty, or ending in a slash. */
  readonly rootKey: string;
}

export function readReplayerConfiguration(environment: Environment): ReplayerConfiguration {
  const targetTopic = requiredVariable(environment, 'TARGET_TOPIC');
  if (!isTopicName(targetTopic)) {
    throw new Error(`environment variable TARGET_TOPIC is '${targetTopic}', which is no name that Kafka accepts`);
  }
  return { ...readConfiguration(environment), targetTopic, rootKey: readRootKey(environment) };
}

function readRootKey({ ROOT_KEY: rootKey = '' }: Environment): string {
  if (rootKey !== '' && !rootKey.endsWith('/')) {
    throw new Error(`environment variable ROOT_KEY is '${rootKey}'; it is empty, or ends in '/'`);
  }
  return rootKey;
}
