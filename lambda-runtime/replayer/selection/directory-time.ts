import { TIME_UNITS, type TimeUnit } from '../../../src/contract/layouts';

/** The span of time that a directory is named after. */
export interface DirectoryTime {
  /** The beginning in milliseconds since 1970, if the directory is named in UTC. */
  readonly from: number;
  /** The first moment after the span. */
  readonly to: number;
  readonly unit: TimeUnit;
}

const LENGTH_MS: Record<TimeUnit, number> = { DAY: 24 * 3_600_000, HOUR: 3_600_000, MINUTE: 60_000 };

// Also where slashes are shared: in `2026/2026/04/13/` the second year counts.
const DAY = /(?:^|\/)(?:(\d{4})\/(\d{2})\/(\d{2})|year=(\d{4})\/month=(\d{2})\/day=(\d{2}))\//;
const HIVE_CLOCK = /^hour=([01]\d|2[0-3])(?:\/minute=([0-5]\d))?(?:\/|$)/;

/**
 * Reads the time in a directory's path: the first `yyyy/MM/dd` or `year=yyyy/month=MM/day=dd`, with the hour and the minute
 * behind it.
 *
 * Behind the latter, `hour=` and `minute=` say what they are. Two digits behind a day may also be a key, a header, a partition
 * or a shard. They are taken for an hour and a minute only if the layout goes so far, if they can be,
 * if a directory of another kind follows, as `<topic>+<partition>` does in most layouts, and if they are not the number of
 * the partition in a layout that has a directory for it. Where it is not sure it is the whole day.
 *
 * @param directory a path that ends in a slash, below the prefix of a size class
 * @param partition the partition of a file in the directory
 * @param finest the finest unit that the layout has directories for; any if that is not known
 * @returns undefined if the path tells no day
 */
export function directoryTime(
  directory: string,
  partition?: number,
  finest: TimeUnit = 'MINUTE',
): DirectoryTime | undefined {
  const day = dayIn(directory);
  if (day === undefined) {
    return undefined;
  }
  const [hour, minute] = day.isHive
    ? hiveClockIn(day.below)
    : clockIn(day.below, partition).slice(0, TIME_UNITS.indexOf(finest));
  const from = day.from + (hour ?? 0) * LENGTH_MS.HOUR + (minute ?? 0) * LENGTH_MS.MINUTE;
  const unit = minute !== undefined ? 'MINUTE' : hour !== undefined ? 'HOUR' : 'DAY';
  return { from, to: from + LENGTH_MS[unit], unit };
}

interface Day {
  /** The beginning, in milliseconds since 1970. */
  readonly from: number;
  /** True if the path says `year=`. */
  readonly isHive: boolean;
  readonly below: readonly string[];
}

/** @returns the beginning of the day that a path tells, and the names of the directories below; undefined if it tells none */
export function dayIn(directory: string): Day | undefined {
  const found = DAY.exec(directory);
  if (found === null) {
    return undefined;
  }
  const [whole, ...plainAndHive] = found;
  const [year, month, date] = plainAndHive.filter((part) => part !== undefined);
  const from = Date.parse(`${year}-${month}-${date}T00:00:00Z`);
  // Date.parse takes 31 June for the first of July; that is no name of a day.
  const isDay = !Number.isNaN(from) && new Date(from).toISOString().startsWith(`${year}-${month}-${date}`);
  return isDay
    ? {
        from,
        isHive: plainAndHive[0] === undefined,
        below: directory
          .slice(found.index + whole.length)
          .split('/')
          .slice(0, -1),
      }
    : undefined;
}

function hiveClockIn(names: readonly string[]): number[] {
  const [, ...clock] = HIVE_CLOCK.exec(names.join('/')) ?? [];
  return clock.filter((part) => part !== undefined).map(Number);
}

/** @param names the directories below the one of the day */
function clockIn(names: readonly string[], partition: number | undefined): number[] {
  const next = names.findIndex((name) => !/^\d{2}$/.test(name));
  const clock = names.slice(0, Math.max(0, next)).map(Number);
  const namesPartition = !names.some((name) => name.endsWith(`+${partition}`));
  const [hour = 24, minute = 60] = clock;
  if (hour > 23 || (namesPartition && hour === partition)) {
    return [];
  }
  return minute > 59 || (namesPartition && minute === partition) ? [hour] : [hour, minute];
}
