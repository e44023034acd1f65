import {
  BATCHES,
  EXPIRY_DAYS,
  FUNCTION_MEMORY_MIB,
  POLLERS,
  SEGMENT_BYTES,
  SMALL_BELOW_BYTES,
} from '../../src/contract/ingest-defaults';
import { MAX_FILE_BYTES } from '../../src/contract/limits';
import { ASSUMED } from '../../src/contract/prices';
import {
  COMPRESSION_SUFFIXES,
  type CompressionName,
  type RecordFormatSetting,
} from '../../src/contract/record-formats';
import { wholeOf } from '../arguments/numbers';
import type { Arguments, Option } from '../arguments/options';
import { UsageError } from '../usage-error';

const FORMATS = ['envelope', 'parquet', 'value'] as const satisfies readonly RecordFormatSetting['type'][];
const LAYOUTS = ['segments', 'per-record'] as const;
const COMPRESSIONS = Object.keys(COMPRESSION_SUFFIXES) as CompressionName[];

/** The records that come in, and the choices for them. */
export interface Figures {
  readonly recordsPerDay: number;
  readonly valueBytes: number;
  readonly topics: number;
  /** The number of partitions of each topic. */
  readonly partitions: number;
  /** The least number of each topic; 0 if they are on demand. */
  readonly pollers: number;
  readonly sharedPollers: boolean;
  readonly format: (typeof FORMATS)[number];
  /** The layout; absent if the size of a record decides. */
  readonly layout?: (typeof LAYOUTS)[number];
  readonly compression: CompressionName;
  readonly batchSize: number;
  /** The batching window in seconds; absent if Lambda's own counts. */
  readonly windowSeconds?: number;
  readonly segmentBytes: number;
  readonly expirationDays: number;
  readonly memoryMiB: number;
  readonly monthsKept: number;
  readonly natGateways: number;
}

const NUMBER = 'a whole number';
const { shared, perRecord } = BATCHES;

export const FIGURES: readonly Option[] = [
  { name: 'records-per-day', value: NUMBER, meaning: 'the records of all topics in a day' },
  { name: 'bytes', value: NUMBER, meaning: 'the bytes of a value' },
  { name: 'topics', value: NUMBER, meaning: 'the number of topics, which share the records; 1 by default' },
  { name: 'partitions', value: NUMBER, meaning: 'the partitions of each topic; 3 by default' },
  {
    name: 'pollers',
    value: NUMBER,
    meaning: `the least number of provisioned pollers of each topic, or 0 for pollers on demand; ${POLLERS.minimum} by default`,
  },
  { name: 'shared-pollers', meaning: 'all topics share a poller group' },
  { name: 'format', value: `one of ${FORMATS.join(', ')}`, meaning: 'the format of files; envelope by default' },
  {
    name: 'layout',
    value: `one of ${LAYOUTS.join(', ')}`,
    meaning: `many records in a file, or one; by default many, and one for values of ${SMALL_BELOW_BYTES / 1024} KiB and more`,
  },
  {
    name: 'compression',
    value: `one of ${COMPRESSIONS.join(', ')}`,
    meaning: 'the compression of files; none by default, and ZSTD for parquet',
  },
  {
    name: 'batch-size',
    value: NUMBER,
    meaning: `the most records of a batch; ${shared.size} by default, and ${perRecord.size} with a file a record`,
  },
  {
    name: 'window',
    value: 'a whole number of seconds',
    meaning: `the longest time in which a batch is collected; ${shared.windowSeconds} by default, and none with a file a record`,
  },
  {
    name: 'segment-bytes',
    value: NUMBER,
    meaning: `the most bytes of a file of many records; ${SEGMENT_BYTES} by default`,
  },
  { name: 'days-in-fast-storage', value: NUMBER, meaning: `how long data stays there; ${EXPIRY_DAYS} by default` },
  {
    name: 'memory',
    value: 'a whole number of MiB',
    meaning: `the memory of the function; ${FUNCTION_MEMORY_MIB} by default`,
  },
  { name: 'months-kept', value: NUMBER, meaning: 'the months of records that the bucket holds; 1 by default' },
  {
    name: 'nat-gateways',
    value: NUMBER,
    meaning: 'the NAT gateways of the VPC, which the ingest does not need; 0 by default',
  },
];

/** The most that the constructs, AWS Lambda and the service take; of the others, more than anybody has. */
const MOST = {
  'records-per-day': 1e12,
  bytes: (ASSUMED.payloadBytes * 3) / 4 - 1024, // a record is one event at least, in which a value is base64
  topics: 10_000,
  partitions: 100_000,
  pollers: 2_000,
  'batch-size': 10_000,
  window: 300,
  'segment-bytes': MAX_FILE_BYTES,
  'days-in-fast-storage': 365,
  memory: 10_240,
  'months-kept': 1_200,
  'nat-gateways': 100,
} as const;

export function figuresOf(given: Arguments): Figures {
  const whole = (name: keyof typeof MOST, absent?: number, least = 1) =>
    wholeOf(given, name, { least, most: MOST[name] }, absent);
  const format = oneOf(given, 'format', FORMATS) ?? 'envelope';
  const layout = oneOf(given, 'layout', LAYOUTS) ?? (format === 'value' ? 'per-record' : undefined);
  if (format === 'value' && layout === 'segments') {
    throw new UsageError(
      '--format is value, which keeps nothing that tells the records of a file apart; give envelope or parquet, or --layout per-record',
    );
  }
  const usual: { readonly size: number; readonly windowSeconds?: number } =
    layout === 'per-record' ? perRecord : shared;
  return {
    recordsPerDay: whole('records-per-day'),
    valueBytes: whole('bytes'),
    topics: whole('topics', 1),
    partitions: whole('partitions', 3),
    pollers: whole('pollers', POLLERS.minimum, 0),
    sharedPollers: given.flags['shared-pollers'] === true,
    format,
    layout,
    compression: oneOf(given, 'compression', COMPRESSIONS) ?? (format === 'parquet' ? 'ZSTD' : 'NONE'),
    batchSize: whole('batch-size', usual.size),
    windowSeconds: given.values.window === undefined ? usual.windowSeconds : whole('window', undefined, 0),
    segmentBytes: whole('segment-bytes', SEGMENT_BYTES),
    expirationDays: whole('days-in-fast-storage', EXPIRY_DAYS),
    memoryMiB: whole('memory', FUNCTION_MEMORY_MIB),
    monthsKept: whole('months-kept', 1, 0),
    natGateways: whole('nat-gateways', 0, 0),
  };
}

function oneOf<Name extends string>({ values }: Arguments, option: string, names: readonly Name[]): Name | undefined {
  const text = values[option];
  const name = names.find((candidate) => candidate.toLowerCase() === text?.toLowerCase());
  if (text !== undefined && name === undefined) {
    throw new UsageError(`--${option} is '${text}'; give one of ${names.join(', ')}`);
  }
  return name;
}
