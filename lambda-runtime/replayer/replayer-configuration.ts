import { MAX_FILE_BYTES } from '../../src/contract/limits';
import { readValue } from '../../src/contract/payload-type';
import { SOURCE_FORMAT, type SourceFormatSetting } from '../../src/contract/source-format';
import { isTargetTopic } from '../../src/contract/topic';
import { VARIABLES } from '../../src/contract/variables';
import { type Environment, requiredVariable } from '../environment';
import { type Configuration, readConfiguration } from '../mount-configuration';
import type { ReadLimits } from './reading/shared-reads';

export interface ReplayerConfiguration extends Configuration {
  readonly limits: ReadLimits;
  /** The topic of the records, or a template for topics, unless the request names another. */
  readonly targetTopic: string;
  /** The files that are replayed, unless the request names others. */
  readonly sourceFormat: SourceFormatSetting;
  /** The key, in the bucket, of the directory that is mounted: empty, or ending in a slash. */
  readonly rootKey: string;
}

export function readReplayerConfiguration(environment: Environment): ReplayerConfiguration {
  const targetTopic = requiredVariable(environment, VARIABLES.targetTopic);
  if (!isTargetTopic(targetTopic)) {
    throw new Error(
      `environment variable ${VARIABLES.targetTopic} is '${targetTopic}', which is no name that Kafka accepts`,
    );
  }
  const configuration = readConfiguration(environment);
  const limits = { ...configuration.limits, maxFileBytes: maxFileBytes(environment) };
  return {
    ...configuration,
    limits,
    targetTopic,
    sourceFormat: readSourceFormat(environment),
    rootKey: readRootKey(environment),
  };
}

/**
 * The largest file that is read: the largest that this library writes, and no more than an eighth of the function's
 * memory. While a file is decompressed it is in memory twice, and several files are decompressed at a time.
 */
function maxFileBytes(environment: Environment): number {
  return Math.min(MAX_FILE_BYTES, (memoryBytes(environment) ?? Number.POSITIVE_INFINITY) / 8);
}

/**
 * @returns the memory of the function; undefined where nobody tells it
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function memoryBytes({ AWS_LAMBDA_FUNCTION_MEMORY_SIZE: megabytes }: Environment): number | undefined {
  const memory = Number(megabytes) * 1024 * 1024;
  return memory > 0 ? memory : undefined;
}

function readSourceFormat({ [VARIABLES.sourceFormat]: setting }: Environment): SourceFormatSetting {
  return setting === undefined ? 's3files' : readValue(VARIABLES.sourceFormat, SOURCE_FORMAT, parsed(setting));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

function readRootKey({ [VARIABLES.rootKey]: rootKey = '' }: Environment): string {
  if (rootKey !== '' && !rootKey.endsWith('/')) {
    throw new Error(`environment variable ${VARIABLES.rootKey} is '${rootKey}'; it is empty, or ends in '/'`);
  }
  return rootKey;
}
