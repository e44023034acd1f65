import { MAX_COMPONENT_BYTES } from './limits';

/** The directories of each unit of time, from the coarsest to the finest: each begins like the one before. */
export const TIME_DIRECTORIES = {
  DAY: 'yyyy/MM/dd',
  HOUR: 'yyyy/MM/dd/HH',
  MINUTE: 'yyyy/MM/dd/HH/mm',
} as const;
export type TimeUnit = keyof typeof TIME_DIRECTORIES;
export const TIME_UNITS = Object.keys(TIME_DIRECTORIES) as readonly TimeUnit[];

/** The unit that tells least of a time; undefined if none is known. */
export function coarsestUnit(units: readonly (TimeUnit | undefined)[]): TimeUnit | undefined {
  return TIME_UNITS.find((unit) => units.includes(unit));
}

/** The words in front of the parts of a time, from the coarsest to the finest, in directories as Apache Hive has them. */
export const HIVE_TIME_NAMES = ['year', 'month', 'day', 'hour', 'minute'] as const;

/** The number of directories of a unit of time, one in the other. */
export function timeDepth(unit: TimeUnit): number {
  return TIME_DIRECTORIES[unit].split('/').length;
}

/** One directory of a layout, as the construct writes it and the handler reads it. */
export type DirectorySetting =
  | { readonly by: 'topic' | 'partition' | 'topicPartition' | 'key' }
  | { readonly by: 'header'; readonly name: string }
  | { readonly by: 'field'; readonly path: string }
  | { readonly by: 'literal'; readonly text: string }
  | TimeDirectorySetting;

/** The directories of a time, of which there are several, one in the other. */
export interface TimeDirectorySetting {
  readonly by: 'time';
  readonly unit: TimeUnit;
  readonly timeZone: string;
  /** True for `year=2026/month=04`; false or absent for `2026/04`. */
  readonly hive?: boolean;
  /** The path of the value's field that tells the time; absent for the time of the record. */
  readonly field?: string;
}

/** The directories where nothing else was chosen. */
export const DEFAULT_DIRECTORIES: readonly DirectorySetting[] = [
  { by: 'time', unit: 'HOUR', timeZone: 'UTC' },
  { by: 'topicPartition' },
];

/** A layout in which each record is a file of its own. */
export interface PerRecordSetting {
  readonly type: 'perRecord';
  /** The number of directories that the files of one place are spread over; 1 makes none. */
  readonly shards: number;
  /** The directories, from the outermost to the innermost. */
  readonly directories: readonly DirectorySetting[];
  /** A template, as `name-template.ts` reads it. */
  readonly name: string;
}

/** A layout in which many records share a file. */
export interface SegmentsSetting {
  readonly type: 'segments';
  /** The directories, from the outermost to the innermost. */
  readonly directories: readonly DirectorySetting[];
  /** The bytes of lines after which a file ends. A single line may be longer. */
  readonly maxBytes: number;
}

/** A layout, as the construct writes it and the handler reads it. */
export type LayoutSetting = PerRecordSetting | SegmentsSetting;

/** The directory of a record without a usable time, and that part of a file's name. */
export const UNKNOWN_TIME = 'unknown-time';

export const MAX_SHARDS = 256;

/** A directory whose name does not depend on the record: nothing at the front that would hide it. */
export function isLiteralDirectory(text: unknown): text is string {
  return (
    typeof text === 'string' && text.length <= MAX_COMPONENT_BYTES && /^[A-Za-z0-9=@-][A-Za-z0-9._=@-]*$/.test(text)
  );
}

export function isShardCount(value: unknown): value is number {
  return isWholeFromOne(value) && value <= MAX_SHARDS;
}

export function isSegmentSize(value: unknown): value is number {
  return isWholeFromOne(value);
}

function isWholeFromOne(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;
}
