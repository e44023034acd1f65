import { unhidden } from '../contract/hidden-names';
import {
  type DirectorySetting,
  HIVE_TIME_NAMES,
  TIME_DIRECTORIES,
  type TimeDirectorySetting,
  type TimeUnit,
  timeDepth,
} from '../contract/layouts';
import type { RecordColumn } from './record-columns';

/** A column that stands for a part of the files' paths, and how Amazon Athena works out its values. */
export interface ProjectedColumn extends RecordColumn {
  /** The properties `projection.<column>.<end>`, by the ends of their names. */
  readonly properties: Readonly<Record<string, string>>;
}

/** A part of a path below the size class: its text in the template of locations, and the columns that it needs. */
export interface ProjectedDirectory {
  readonly template: string;
  readonly columns: readonly ProjectedColumn[];
}

export interface ProjectionOptions {
  readonly topics: readonly string[];
  readonly startTime: Date;
  readonly directoryValues: Readonly<Record<string, readonly string[]>>;
}

const DAY_MS = 24 * 3600 * 1000;
/** Clocks run ahead, and days begin up to 14 hours before those in UTC, which Athena goes by. */
const UNTIL = 'NOW+1DAYS';
const INTERVALS: Readonly<Record<TimeUnit, string>> = { DAY: 'DAYS', HOUR: 'HOURS', MINUTE: 'MINUTES' };
/** The ranges of month, day, hour and minute. A day that a month has not is a place where nothing is found. */
const RANGES = ['1,12', '1,31', '0,23', '0,59'];

/**
 * The part of a directory that Athena can work out.
 *
 * @returns undefined where the values are not known: the number of the partition
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
export function projectedDirectory(
  setting: DirectorySetting,
  options: ProjectionOptions,
): ProjectedDirectory | undefined {
  switch (setting.by) {
    case 'literal':
      return { template: setting.text, columns: [] };
    case 'topic':
      return one(named('topic_directory', options.topics.map(unhidden)));
    case 'time':
      return timeDirectory(setting, options.startTime);
    default: {
      const name = columnOf(setting);
      return name === undefined ? undefined : one(named(name, options.directoryValues[name]));
    }
  }
}

/** The name of the column that stands for a directory by key, header or field; undefined for others. */
export function columnOf(setting: DirectorySetting): string | undefined {
  switch (setting.by) {
    case 'key':
      return 'key_directory';
    case 'header':
      return `header_${word(setting.name)}`;
    case 'field':
      return `field_${word(setting.path)}`;
    default:
      return undefined;
  }
}

function word(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
}

/** A column with a few known values, or one whose values each query names. */
export function named(name: string, values?: readonly string[]): ProjectedColumn {
  return {
    ...textColumn(name),
    properties: values ? { type: 'enum', values: values.join(',') } : { type: 'injected' },
  };
}

function timeDirectory({ unit, timeZone, hive }: TimeDirectorySetting, startTime: Date): ProjectedDirectory {
  // Where clocks are behind those in UTC, the first hours are in directories of the day before.
  const from = new Date(startTime.getTime() - (timeZone === 'UTC' ? 0 : DAY_MS)).toISOString().split(/[-T:]/, 5);
  if (!hive) {
    const [format, range] = [TIME_DIRECTORIES[unit], from.slice(0, timeDepth(unit)).join('/')];
    return one(date('dt', format, range, INTERVALS[unit]));
  }
  const [year, ...others] = HIVE_TIME_NAMES.slice(0, timeDepth(unit));
  const columns = [
    date(year ?? '', 'yyyy', from[0] ?? '', 'YEARS'),
    ...others.map((name, index) => ({
      ...{ name, type: 'int', sqlType: 'integer' },
      properties: { type: 'integer', range: RANGES[index] ?? '', digits: '2' },
    })),
  ];
  return { template: columns.map(({ name }) => `${name}=\${${name}}`).join('/'), columns };
}

function date(name: string, format: string, from: string, unit: string): ProjectedColumn {
  return {
    ...textColumn(name),
    properties: { type: 'date', format, range: `${from},${UNTIL}`, interval: '1', 'interval.unit': unit },
  };
}

function textColumn(name: string): RecordColumn {
  return { name, type: 'string', sqlType: 'varchar' };
}

function one(column: ProjectedColumn): ProjectedDirectory {
  return { template: `\${${column.name}}`, columns: [column] };
}
