import { RENAMED_HEADERS, STRIPPED_HEADERS } from './header-changes';
import { listedNames, MOST_NAMED } from './listed';
import { meantBy } from './near-names';
import { OFFSET_RANGES, PARTITION_MAPPING } from './payload-range';
import { TIME } from './payload-time';
import { isObject, type PayloadType, readValue, shortened } from './payload-type';
import {
  CLUSTER_ID,
  CURSOR,
  DIRECTORY,
  DRILL,
  FLAG,
  HEADER,
  HEADER_NAME,
  KEY_TEXT,
  MANIFEST_KEY,
  NUMBER_ABOVE_0,
  NUMBER_FROM_0,
  OBJECT_KEYS,
  PART_NAME,
  PARTITIONS,
  PLAN_ID,
  RUN_NAME,
  SNAPSHOT_KEY,
  TARGET_TOPIC,
  TOPIC_MAPPING,
  UNDELIVERABLE_CHOICE,
  UNREADABLE_CHOICE,
} from './payload-values';
import { RECORD_CHOICE } from './record-choice';
import { SOURCE_FORMAT, type SourceFormatSetting } from './source-format';
import { SUPPRESSION } from './suppression';
import { TOPIC_CREATION } from './topic-creation';

/**
 * The users of a key. `everyone`: the function and the workflow take it. `function` and `workflow`: only one of the two
 * takes it. `part`: the function takes it, and only the workflow gives it, to the parts of a run; it is not documented
 * for users.
 */
export type PayloadAudience = 'everyone' | 'function' | 'workflow' | 'part';

/** A key of the payload. */
export interface PayloadKey<Value> {
  readonly for: PayloadAudience;
  readonly type: PayloadType<Exclude<Value, undefined>>;
  /** The value that counts where the key is left out. */
  readonly default: Value;
  /** The default in words, where the value itself does not say it. */
  readonly defaultInWords?: string;
  /** One sentence or more for the table of the payload in the documentation. */
  readonly meaning: string;
}

type Words = Pick<PayloadKey<unknown>, 'meaning' | 'defaultInWords'> & { readonly for?: PayloadAudience };

function withDefault<Value>(type: PayloadType<Value>, value: Value, words: Words): PayloadKey<Value> {
  return { for: 'everyone', ...words, type: type as PayloadType<Exclude<Value, undefined>>, default: value };
}

function optional<Value>(type: PayloadType<Value>, words: Words): PayloadKey<Value | undefined> {
  return {
    for: 'everyone',
    ...words,
    type: type as PayloadType<Exclude<Value, undefined>>,
    default: undefined,
  };
}

/** All that a replay can be told, in the order in which the documentation and the errors name it. */
export const PAYLOAD = {
  source_prefix: withDefault(DIRECTORY, '', {
    defaultInWords: 'everything',
    meaning: 'the directory whose files are replayed',
  }),
  source_format: withDefault<SourceFormatSetting>(SOURCE_FORMAT, 's3files', {
    meaning:
      'the files to replay: what the ingest has written; the records that it has set aside in `unwritable/`, once the cause is mended; or files of others: any at all (`files`), those of a sink, or those whose paths a regular expression takes apart ([how to](../how-to/replay-files-of-others.md))',
  }),
  dry_run: withDefault(FLAG, true, {
    meaning: 'read everything, publish nothing: measures reads',
  }),
  target_topic: optional(TARGET_TOPIC, {
    defaultInWords: "the construct's `topic`",
    meaning:
      'where to publish. In a template `{topic}` stands for the topic that a record came from, so that each source topic goes to one of its own, many in one replay; where two of them would go to one, or a name would be none that Kafka takes, nothing is published. Any other name takes the records of all source topics, and a `warning` says so where there are several',
  }),
  topic_mapping: withDefault(
    TOPIC_MAPPING,
    {},
    {
      defaultInWords: 'none',
      meaning:
        'targets of single source topics; records of other topics go to `target_topic`, which may be a template. Nothing is published while any of them has too few partitions',
    },
  ),
  create_topic: optional(TOPIC_CREATION, {
    defaultInWords: 'the topics must be there',
    meaning:
      'make target topics that are not there before the first record is published: each as a [snapshot](../how-to/restore-topics.md) has its source topic, or as it is said. One that is there and differs is refused with the difference, and nothing is made or published',
  }),
  snapshot: optional(SNAPSHOT_KEY, {
    defaultInWords: 'the newest one that has all topics',
    meaning: 'with `"create_topic": "like_source"`: the snapshot to go by',
  }),
  source_cluster: optional(CLUSTER_ID, {
    defaultInWords: 'the one that there are snapshots of',
    meaning:
      'with `"create_topic": "like_source"`: the cluster that the records came from, where the bucket has snapshots of several',
  }),
  allow_same_topic: withDefault(FLAG, false, {
    meaning:
      'publish records to a topic of the name that they came from, as a restore into another cluster does. In the cluster that is ingested each replay would double the files',
  }),
  allow_empty: withDefault(FLAG, false, {
    meaning:
      'take it for a success if no record at all was replayed. Otherwise a `warning` says so, and the workflow fails with `NothingReplayed`',
  }),
  allow_expired: withDefault(FLAG, false, {
    meaning:
      "publish records that are older than the target topic's retention. The topic acknowledges and then deletes them; otherwise they are refused, before anything is published as far as they are known by then",
  }),
  preserve_partition: withDefault(FLAG, true, {
    meaning: 'publish to the partition that the record came from; otherwise its key chooses',
  }),
  preserve_timestamp: withDefault(FLAG, true, {
    meaning: "keep the record's timestamp, where the format has it",
  }),
  partition_mapping: withDefault(
    PARTITION_MAPPING,
    {},
    {
      defaultInWords: 'none',
      meaning: 'partitions that it does not name keep their number; not with `"preserve_partition": false`',
    },
  ),
  original_offset_header: optional(HEADER_NAME, {
    meaning: 'a header to add, with `<topic>+<partition>+<offset>` of the original, behind all that the record has',
  }),
  strip_headers: optional(STRIPPED_HEADERS, {
    meaning: 'headers to take away, by the names that the records came with; the others keep their order',
  }),
  rename_headers: optional(RENAMED_HEADERS, {
    meaning:
      'headers to give another name, all at once and each in its place; what `strip_headers` takes away has none, and `original_offset_header` is added behind them. Kafka takes headers of one name: where a record has one of the new name already, both go out, counted in `header_collisions`, and a `warning` says so. `strip_headers` takes the one away that it had',
  }),
  from: optional(TIME, {
    defaultInWords: 'all',
    meaning:
      "the beginning of a window of the records' own time. Records without a time are in no window and counted in `unknown_time`; raw files have none, and go by the day, hour or minute that their directory is named after, in UTC",
  }),
  to: optional(TIME, {
    defaultInWords: 'all',
    meaning: 'the end of the window, not included',
  }),
  lookback_seconds: optional(NUMBER_ABOVE_0, {
    meaning: 'with `to`, in place of `from`: the window begins so far before its end',
  }),
  delay_seconds: withDefault(NUMBER_FROM_0, 0, {
    meaning:
      'with `to`: the window ends so far before it, and `lookback_seconds` counts from there. For records that are written some time after their own',
  }),
  partitions: optional(PARTITIONS, {
    defaultInWords: 'all',
    meaning: 'source partitions; files of others are not read',
  }),
  offsets: optional(OFFSET_RANGES, {
    defaultInWords: 'all',
    meaning: '`to` is not included, and one of the two may be left out',
  }),
  key: optional(KEY_TEXT, {
    defaultInWords: 'all',
    meaning: 'only records whose key is exactly this text; raw files have no keys',
  }),
  header: optional(HEADER, {
    defaultInWords: 'all',
    meaning: 'only records with this header; raw files have no headers',
  }),
  only: optional(RECORD_CHOICE, {
    defaultInWords: 'all',
    meaning:
      'only records whose key is one of `keys` or begins with one of `key_prefixes`, and which have one of `headers`, as far as these are given. A `pattern` is a regular expression of the whole value; with a name alone any value will do. Raw files have neither',
  }),
  exclude: optional(RECORD_CHOICE, {
    meaning:
      'no records whose key is one of `keys` or begins with one of `key_prefixes`, or which have one of `headers`; counted in `excluded`. What has no key and no headers, such as raw files, is not left out',
  }),
  suppress: optional(SUPPRESSION, {
    meaning:
      'the records of all keys that an object lists, a key a line, or with `"hashed": true` the SHA-256 of one: left out (`dropped`) or sent without their value (`tombstoned`). Records without a key match nothing ([how to](../how-to/erase-a-persons-records.md))',
  }),
  time_directories: withDefault(FLAG, false, {
    meaning:
      "with a window: do not list directories whose day (`yyyy/MM/dd` or `year=yyyy/month=MM/day=dd`, first on the path below the size class) lies more than a day outside it. For files laid out by their records' time, as they are by default; `unknown-time` is always listed",
  }),
  rate_limit_per_second: optional(NUMBER_ABOVE_0, {
    meaning: 'the most records a second, all partitions together',
  }),
  rate_limit_bytes_per_second: optional(NUMBER_ABOVE_0, {
    meaning: 'the most bytes a second, all partitions together',
  }),
  speed: optional(NUMBER_ABOVE_0, {
    meaning: '1 keeps the original gaps between records, 2 halves them',
  }),
  on_unreadable: withDefault(UNREADABLE_CHOICE, 'fail', {
    meaning:
      'a file that cannot be read stops its partition; `"skip"`: it is counted and named, and the replay goes on without its records. A directory that cannot be listed may hold records of any partition: nothing is published',
  }),
  on_undeliverable: withDefault(UNDELIVERABLE_CHOICE, 'fail', {
    meaning:
      'a record that the target topic never takes, such as one that is too large for it, stops its partition; `"skip"`: it is counted and named, and the replay goes on behind it',
  }),
  cursor: optional(CURSOR, {
    for: 'function',
    meaning: 'go on where an earlier answer stopped',
  }),
  deadline_seconds: optional(NUMBER_ABOVE_0, {
    defaultInWords: "the function's timeout",
    meaning: 'stop earlier',
  }),
  ordered: withDefault(FLAG, true, {
    for: 'workflow',
    meaning:
      'each partition in the order of its offsets; `false`: files as the bucket lists them, in batches, which takes neither `speed` nor `resume`',
  }),
  resume: optional(RUN_NAME, {
    for: 'workflow',
    meaning: 'go on where that execution stopped, in place of `cursor`',
  }),
  verify: withDefault(FLAG, false, {
    for: 'workflow',
    meaning:
      'read back what was published and compare it with the files, record by record; the workflow fails with `VerificationFailed` where they differ ([what it proves](../explanation/verification.md))',
  }),
  drill: withDefault(DRILL, false, {
    for: 'workflow',
    meaning:
      'a restore for practice: with `create_topic` and `verify`, into topics that are not there yet; in the end they are deleted, however it went, and `drill.json` of the run says how long it took ([how to](../how-to/practise-a-restore.md)). With the id of a drill of the replayer a success counts for that one',
  }),
  manifest: optional(MANIFEST_KEY, {
    for: 'part',
    meaning: 'the object that lists the files to replay',
  }),
  plan: optional(PLAN_ID, {
    for: 'part',
    meaning: 'the plan that the manifest belongs to: executions of one name, years apart, have the same keys',
  }),
  keys: optional(OBJECT_KEYS, {
    for: 'part',
    meaning: 'the files to replay, by their objects in the bucket',
  }),
  partition: optional(PART_NAME, {
    for: 'part',
    meaning: 'the source partition, for people to read',
  }),
};

export type PayloadKeyName = keyof typeof PAYLOAD;

/** A payload as it is written. */
export type Payload = { readonly [Name in PayloadKeyName]?: unknown };

/** A payload as it is read, with the defaults. */
export type PayloadValues = {
  readonly [Name in PayloadKeyName]: (typeof PAYLOAD)[Name] extends PayloadKey<infer Value> ? Value : never;
};

/** The keys that these take, in the order of the table. */
export function keysFor(...audiences: readonly PayloadAudience[]): PayloadKeyName[] {
  const names = Object.keys(PAYLOAD) as PayloadKeyName[];
  return names.filter((name) => audiences.includes(PAYLOAD[name].for));
}

/**
 * Reads one key of a payload.
 *
 * @returns its value, or its default where the payload does not have it
 * @throws Error if the value is not one that the key takes
 */
export function readKey<Name extends PayloadKeyName>(name: Name, payload: Payload): PayloadValues[Name] {
  const { type, default: absent } = PAYLOAD[name] as PayloadKey<unknown>;
  const value = payload[name] ?? undefined;
  return (value === undefined ? absent : readValue(name, type, value)) as PayloadValues[Name];
}

/**
 * Reads what the function was invoked with for a replay.
 *
 * @throws Error if it is no object, has a key that the function does not take, or a value that is not right
 */
export function readPayload(payload: unknown): Omit<PayloadValues, 'ordered' | 'resume' | 'verify' | 'drill'> {
  const told = keysFor('everyone', 'function').join(', ');
  const given = payload ?? {};
  if (!isObject(given)) {
    throw new Error(`the payload must be a JSON object, got ${shortened(JSON.stringify(payload))}; its keys: ${told}`);
  }
  const taken = keysFor('everyone', 'function', 'part');
  const unknown = Object.keys(given).filter((key) => !(taken as string[]).includes(key));
  if (unknown.length > 0) {
    const known = keysFor('everyone', 'function', 'workflow');
    throw new Error(
      `the payload has the unknown key ${listedNames(unknown.map(shortened))}${meantBy(unknown.slice(0, MOST_NAMED), known)}; it may have: ${told}, and for the workflow: ` +
        keysFor('workflow').join(', '),
    );
  }
  refuseNull(given, keysFor('everyone', 'function'));
  return Object.fromEntries(taken.map((name) => [name, readKey(name, given)])) as PayloadValues;
}

/**
 * Refuses a key that is null: a filter that is would take everything. A cursor may be null, as the answer of a finished
 * replay has one that is.
 *
 * @param names the keys that users may give
 */
export function refuseNull(given: Payload, names: readonly PayloadKeyName[]): void {
  const name = names.find((key) => given[key] === null && key !== 'cursor');
  if (name !== undefined) {
    throw new Error(`${name} is null, which chooses nothing; ${PAYLOAD[name].type.advice}, or leave it out`);
  }
}
