/** Stands for the second topic that each replay of such a row has for itself. */
const OTHER_TOPIC = 'another topic';

/** The options of a replay, beside `dry_run: false` and a target topic. */
export interface Options {
  readonly source_prefix?: string;
  readonly dry_run?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly partitions?: readonly number[];
  readonly offsets?: Readonly<Record<string, { readonly from?: number; readonly to?: number }>>;
  readonly key?: string;
  readonly header?: { readonly name: string; readonly value: string };
  readonly topic_mapping?: Readonly<Record<string, typeof OTHER_TOPIC>>;
  readonly partition_mapping?: Readonly<Record<string, number>>;
  readonly preserve_partition?: boolean;
  readonly preserve_timestamp?: boolean;
  readonly original_offset_header?: string;
}

export interface Row {
  readonly name: string;
  readonly options: Options;
  /** True if `target_topic` is given; without it, the topic counts that the function is deployed with. */
  readonly namesTopic: boolean;
}

const TIME: Options = { from: '2024-03-10T08:00:00Z', to: '2024-03-10T10:00:00+01:00' };
const PARTITIONS: Options = { partitions: [0, 2] };
const OFFSETS: Options = { offsets: { 0: { from: 2, to: 6 }, 1: { from: 1005 } } };
const KEY: Options = { key: 'customer-7' };
const HEADER: Options = { header: { name: 'tenant', value: 'acme' } };
const FILTERS: Options = { ...TIME, ...PARTITIONS, ...OFFSETS, ...KEY, ...HEADER };

const TOPICS: Options = { topic_mapping: { payments: OTHER_TOPIC } };
const MAPPING: Options = { partition_mapping: { 0: 1, 2: 0 } };
const SENDING_TIME: Options = { preserve_timestamp: false };
const ORIGIN: Options = { original_offset_header: 'replayed-from' };
const CHANGES: Options = { ...TOPICS, ...MAPPING, ...SENDING_TIME, ...ORIGIN };

export const ROWS: readonly Row[] = [
  { name: 'nothing else', options: {}, namesTopic: false },
  row('target_topic', {}),
  row('dry_run', { dry_run: true }),
  row('source_prefix', { source_prefix: 'large/' }),
  row('from and to', TIME),
  row('partitions', PARTITIONS),
  row('offsets', OFFSETS),
  row('key', KEY),
  row('an empty key', { key: '' }),
  row('header', HEADER),
  row('all filters', FILTERS),
  row('topic_mapping', TOPICS),
  row('partition_mapping', MAPPING),
  row('preserve_partition', { preserve_partition: false }),
  row('preserve_timestamp', SENDING_TIME),
  row('original_offset_header', ORIGIN),
  row('all changes', CHANGES),
  row('all filters and changes', { ...FILTERS, ...CHANGES }),
];

function row(name: string, options: Options): Row {
  return { name, options, namesTopic: true };
}
