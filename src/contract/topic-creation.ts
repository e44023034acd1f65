import { isObject, type PayloadType, shortened } from './payload-type';

/** The way in which target topics are made. */
export interface TopicCreationSetting {
  /** True: what is not said here is as a snapshot has it of the source topic. */
  readonly likeSource: boolean;
  readonly partitions: number | undefined;
  readonly replicationFactor: number | undefined;
  readonly config: Readonly<Record<string, string>>;
  /** Settings of the source topic that the target does not get. */
  readonly omitConfig: readonly string[];
}

/** The most that Kafka's protocol has room for: https://kafka.apache.org/protocol#The_Messages_CreateTopics */
const MOST_PARTITIONS = 2 ** 31 - 1;
const MOST_REPLICAS = 2 ** 15 - 1;

const KEYS = ['like_source', 'partitions', 'replication_factor', 'config', 'omit_config'];

export const TOPIC_CREATION: PayloadType<TopicCreationSetting> = {
  description:
    '`"like_source"`, `{"partitions": 12, "replication_factor": 3, "config": {"retention.ms": "-1"}}`, or both: `{"like_source": true, "replication_factor": 1, "omit_config": ["min.insync.replicas"]}`',
  advice:
    'give "like_source", {"partitions": 12, "replication_factor": 3, "config": {"retention.ms": "-1"}}, or {"like_source": true} with what is to be otherwise',
  read: (value) => {
    if (value === 'like_source') {
      return creationOf({ like_source: true });
    }
    return isObject(value) ? creationOf(value) : undefined;
  },
};

function creationOf(given: Readonly<Record<string, unknown>>): TopicCreationSetting {
  const unknown = Object.keys(given).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) {
    throw new Error(`it has the unknown key '${shortened(unknown)}'; it may have: ${KEYS.join(', ')}`);
  }
  const likeSource = given.like_source ?? false;
  if (typeof likeSource !== 'boolean') {
    throw new Error(`like_source is ${told(likeSource)}; give true or false, without quotes`);
  }
  const setting = {
    likeSource,
    partitions: numberOf('partitions', given, MOST_PARTITIONS),
    replicationFactor: numberOf('replication_factor', given, MOST_REPLICAS),
    config: configOf(given.config ?? {}),
    omitConfig: namesOf(given.omit_config ?? []),
  };
  assertTogether(setting);
  return setting;
}

function assertTogether({ likeSource, partitions, config, omitConfig }: TopicCreationSetting): void {
  if (!likeSource && partitions === undefined) {
    throw new Error('partitions is missing; give their number, or "like_source": true for those of the source topic');
  }
  if (!likeSource && omitConfig.length > 0) {
    throw new Error(
      'omit_config leaves out settings of the source topic; give "like_source": true with it, or leave it out',
    );
  }
  const both = omitConfig.find((name) => Object.hasOwn(config, name));
  if (both !== undefined) {
    throw new Error(`config gives '${both}', which omit_config leaves out; name it in one of the two`);
  }
}

function numberOf(name: string, given: Readonly<Record<string, unknown>>, most: number): number | undefined {
  const value = given[name];
  if (value === undefined) {
    return undefined;
  }
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > most) {
    throw new Error(`${name} is ${told(value)}; give a whole number from 1 to ${most}`);
  }
  return value;
}

/** Settings are text to Kafka, whatever they mean; numbers and flags are taken for the text that they are. */
function configOf(config: unknown): Record<string, string> {
  if (!isObject(config)) {
    throw new Error(`config is ${told(config)}; give settings of topics such as {"retention.ms": "-1"}`);
  }
  const settings = Object.entries(config).map(([name, value]): [string, string] => {
    if (name === '' || !['string', 'number', 'boolean'].includes(typeof value)) {
      throw new Error(`config has ${told(value)} for '${shortened(name)}'; give each setting a value as text`);
    }
    return [name, String(value)];
  });
  return Object.fromEntries(settings.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function namesOf(names: unknown): string[] {
  if (!Array.isArray(names) || !names.every((name) => typeof name === 'string' && name !== '')) {
    throw new Error(`omit_config is ${told(names)}; give a list of settings such as ["min.insync.replicas"]`);
  }
  return [...new Set<string>(names)].sort();
}

function told(value: unknown): string {
  // JSON has no NaN and no infinity.
  return typeof value === 'number' ? String(value) : shortened(JSON.stringify(value) ?? String(value));
}
