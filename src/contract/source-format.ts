import { type LinearPattern, parsePattern } from './linear-pattern';
import { isObject, type PayloadType } from './payload-type';

/**
 * The files that a replay can read, by name: those of the ingest, those that it has set aside, and those of others.
 *
 * - `files`: no coordinates at all, such as a demo writes.
 * - `confluent`: https://docs.confluent.io/kafka-connectors/s3-sink/current/overview.html
 * - `aiven`: https://github.com/Aiven-Open/cloud-storage-connectors-for-apache-kafka/blob/main/s3-sink-connector/README.md
 * - `mskDataDelivery`: https://docs.aws.amazon.com/msk/latest/developerguide/msk-data-delivery-s3-output-key-template.html
 */
export const SOURCE_FORMATS = ['s3files', 'unwritable', 'files', 'confluent', 'aiven', 'mskDataDelivery'] as const;

/** Files whose paths a regular expression takes apart. */
export interface PatternSetting {
  readonly pattern: string;
  /** True if each line of a file is a record; otherwise the whole file is one. */
  readonly lines: boolean;
}

export type SourceFormatSetting = (typeof SOURCE_FORMATS)[number] | PatternSetting;

/** Knowledge that files have of their records, beside the values. */
export interface ToldByFormat {
  readonly topic: boolean;
  readonly partition: boolean;
  readonly offset: boolean;
  /** True if keys and headers may be in the files. */
  readonly keys: boolean;
  /** True if each record may have a time of its own. */
  readonly times: boolean;
  /** True if something tells at least the time that a file is of. */
  readonly fileTimes: boolean;
}

const GROUPS = ['topic', 'partition', 'offset', 'timestamp'] as const;
export type PatternGroup = (typeof GROUPS)[number];

const EVERYTHING: ToldByFormat = {
  topic: true,
  partition: true,
  offset: true,
  keys: true,
  times: true,
  fileTimes: true,
};
const BY_NAME: Readonly<Record<(typeof SOURCE_FORMATS)[number], ToldByFormat>> = {
  s3files: EVERYTHING,
  unwritable: EVERYTHING,
  files: { topic: false, partition: false, offset: false, keys: false, times: false, fileTimes: true },
  confluent: { ...EVERYTHING, keys: false, times: false },
  aiven: EVERYTHING,
  mskDataDelivery: { ...EVERYTHING, keys: false, times: false },
};

export function toldBy(format: SourceFormatSetting): ToldByFormat {
  if (typeof format === 'string') {
    return BY_NAME[format];
  }
  const [topic, partition, offset, timestamp] = GROUPS.map((name) =>
    parsePattern(format.pattern).groups.includes(name),
  );
  return {
    topic: topic === true,
    partition: partition === true,
    offset: offset === true,
    keys: false,
    times: timestamp === true && !format.lines,
    fileTimes: timestamp === true,
  };
}

/** Tells whether files are of others, and not of this library's ingest. */
export function isForeign(format: SourceFormatSetting): boolean {
  return format !== 's3files' && format !== 'unwritable';
}

/** The name of a format, for sentences about it. */
export function formatName(format: SourceFormatSetting): string {
  return typeof format === 'string' ? `"${format}"` : `{"pattern": ${JSON.stringify(format.pattern)}}`;
}

export const SOURCE_FORMAT: PayloadType<SourceFormatSetting> = {
  description: `${SOURCE_FORMATS.map((name) => `\`"${name}"\``).join(', ')} or \`{"pattern": "…", "lines": true}\``,
  advice:
    'give "s3files" for files of the ingest, "unwritable" for records that it has set aside, "files", "confluent", "aiven" or ' +
    '"mskDataDelivery" for files of others, or {"pattern": "(?<topic>[^/]+)/(?<partition>\\\\d+)/(?<offset>\\\\d+)\\\\.json", "lines": true}',
  read: (value) => {
    if (!isObject(value)) {
      return SOURCE_FORMATS.find((name) => name === value);
    }
    const { pattern, lines = false, ...others } = value;
    if (typeof pattern !== 'string' || typeof lines !== 'boolean' || Object.keys(others).length > 0) {
      return undefined;
    }
    assertGroups(parsePattern(pattern));
    return { pattern, lines };
  },
};

/** @throws Error if the pattern has groups that mean nothing, or none of one that another needs */
function assertGroups({ groups }: LinearPattern): void {
  const unknown = groups.find((name) => !(GROUPS as readonly string[]).includes(name));
  if (unknown !== undefined) {
    throw new Error(
      `the pattern has the group '${unknown}', which means nothing; there are (?<topic>…), (?<partition>…), (?<offset>…) and ` +
        '(?<timestamp>…), and (…) without a name',
    );
  }
  if (groups.includes('offset') && !groups.includes('partition')) {
    throw new Error(
      'the pattern has the group offset and none partition, and offsets count within a partition; add (?<partition>…), or take ' +
        'out (?<offset>…) to go by the order of the paths',
    );
  }
  if (groups.includes('partition') && !groups.includes('topic')) {
    throw new Error(
      'the pattern has the group partition and none topic, so that partitions of different topics would be taken for one; add ' +
        '(?<topic>…)',
    );
  }
}

/** The keys of a payload that ask for something which not all files tell. */
const NEEDS = [
  ['partitions', 'partition', 'their partition'],
  ['partition_mapping', 'partition', 'their partition'],
  ['offsets', 'offset', 'their offset'],
  ['key', 'keys', 'their key'],
  ['header', 'keys', 'their headers'],
  ['only', 'keys', 'their keys and headers'],
  ['exclude', 'keys', 'their keys and headers'],
  ['suppress', 'keys', 'their key'],
  ['from', 'fileTimes', 'their time'],
  ['to', 'fileTimes', 'their time'],
  ['lookback_seconds', 'fileTimes', 'their time'],
  ['speed', 'times', 'the time of each'],
] as const satisfies readonly (readonly [string, keyof ToldByFormat, string])[];

/** A key that cannot be used, and what would have to be known of the records for it. */
export interface UnusableKey {
  readonly name: (typeof NEEDS)[number][0];
  readonly lacks: string;
}

/** The keys of a payload that files of a format cannot serve. */
export function unusableKeys(format: SourceFormatSetting): UnusableKey[] {
  const told = toldBy(format);
  return NEEDS.filter(([, needs]) => !told[needs]).map(([name, , lacks]) => ({ name, lacks }));
}
