import type { Variables } from '../../e2e/replayer/world';
import { LARGE } from './records';

export const COMPRESSIONS = ['NONE', 'GZIP', 'ZSTD'] as const;

/** A layout of records in files: a column of the page, and in each compression a mount of its own. */
export interface Column {
  readonly name: string;
  readonly layout: object;
  readonly format: 'value' | 'envelope';
  /** The unit and the time zone of the directories' times: all that raw files tell of a record's time. */
  readonly directoryTime: { readonly hours: number; readonly timeZone: string };
  /** True if a record that came twice stands in two files. */
  readonly keepsCopies: boolean;
}

const OWN = {
  directories: [
    { by: 'topic' },
    { by: 'header', name: 'tenant' },
    { by: 'time', unit: 'DAY', timeZone: 'Europe/Berlin' },
  ],
  name: '{time}+{key}+{topic}+{partition}+{offset}',
};
const HOUR_UTC = { hours: 1, timeZone: 'UTC' };
const DAY_IN_BERLIN = { hours: 24, timeZone: 'Europe/Berlin' };
const PER_RECORD = { type: 'perRecord', shards: 16 };
const OWN_PER_RECORD = { type: 'perRecord', shards: 1, ...OWN };

const DEFAULT = { layout: PER_RECORD, directoryTime: HOUR_UTC, keepsCopies: false };
const OTHER = { layout: OWN_PER_RECORD, directoryTime: DAY_IN_BERLIN, keepsCopies: false };

export const COLUMNS: readonly Column[] = [
  { name: 'per record, value', format: 'value', ...DEFAULT },
  { name: 'per record, envelope', format: 'envelope', ...DEFAULT },
  { name: 'own names, value', format: 'value', ...OTHER },
  { name: 'own names, envelope', format: 'envelope', ...OTHER },
  // Some segments take several records, and some records are longer than a segment should be.
  {
    name: 'segments',
    layout: { type: 'segments', maxBytes: 700 },
    format: 'envelope',
    directoryTime: HOUR_UTC,
    keepsCopies: true,
  },
];

const SIZE_CLASSES = JSON.stringify([
  { name: 'small', prefix: 'small/', sizeLessThan: LARGE },
  { name: 'large', prefix: 'large/' },
]);

export function ingestVariables({ layout, format }: Column, compression: string): Variables {
  const recordFormat = format === 'value' ? { type: format, extension: '.json' } : { type: format };
  return {
    SIZE_CLASSES,
    LAYOUT: JSON.stringify(layout),
    RECORD_FORMAT: JSON.stringify(recordFormat),
    COMPRESSION: compression,
  };
}

/** The variables of the replayer, which knows nothing of layout, format and compression. */
export const REPLAYER_VARIABLES: Variables = { SIZE_CLASSES };
