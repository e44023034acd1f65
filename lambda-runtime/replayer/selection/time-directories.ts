import { classOfPath, type SizeClass } from '../../files/size-class';
import type { ReplayRequest } from '../request/request';

const DAY_MS = 24 * 3600 * 1000;

/**
 * Tells which directories may hold records of the request's window of time, by their names alone: a replay of one day
 * need not list a year. The first `yyyy/MM/dd` on the path, behind the size class's prefix, is taken for the day that
 * the layout put there. In whatever time zone that day is told, its records lie less than a day before its beginning in
 * UTC, or less than a day behind its end. Two digits below a day are not looked at: they may be an hour, a partition or
 * a shard. A directory that tells no day is never left out, so that `unknown-time` and half a date are looked into.
 *
 * @returns undefined if nothing is to be left out
 */
export function directoriesInTime(
  sizeClasses: readonly SizeClass[],
  { timeDirectories, filters: { time } }: Pick<ReplayRequest, 'timeDirectories' | 'filters'>,
): ((directory: string) => boolean) | undefined {
  if (!timeDirectories || time === undefined) {
    return undefined;
  }
  const { from = 0, to = Number.POSITIVE_INFINITY } = time;
  return (directory) => {
    if (sizeClasses.some(({ prefix }) => prefix.startsWith(directory))) {
      return true; // not yet below a class, where the layout's names begin
    }
    const prefix = classOfPath(sizeClasses, directory)?.prefix ?? '';
    const day = dayOf(directory.slice(prefix.length));
    return day === undefined || (day + 2 * DAY_MS > from && day - DAY_MS < to);
  };
}

// Also where slashes are shared: in `2026/2026/04/13/` the second year counts.
const DAY = /(?:^|\/)(\d{4})\/(\d{2})\/(\d{2})(?=\/)/;

/** @returns the beginning of the day in UTC; undefined if the path tells none */
function dayOf(path: string): number | undefined {
  const [, year, month, date] = DAY.exec(path) ?? [];
  if (year === undefined || month === undefined || date === undefined) {
    return undefined;
  }
  const day = Date.parse(`${year}-${month}-${date}T00:00:00Z`);
  // Date.parse takes 31 June for the first of July; that is no name of a day.
  return new Date(Number.isNaN(day) ? 0 : day).toISOString().startsWith(`${year}-${month}-${date}`) ? day : undefined;
}
