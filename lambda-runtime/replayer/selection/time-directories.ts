import { classOfPath, type SizeClass } from '../../files/size-class';
import type { ReplayRequest } from '../request/request';
import { dayIn } from './directory-time';

const DAY_MS = 24 * 3600 * 1000;

/**
 * Tells which directories may hold records of the request's window of time, by their names alone: a replay of one day
 * need not list a year. The first `yyyy/MM/dd`, or
 * `year=yyyy/month=MM/day=dd`, on the path, behind the size class's prefix, is taken for the day that
 * the layout put there. In whatever time zone that day is told, its records lie less than a day before its beginning in
 * UTC, or less than a day behind its end. What stands below a day is not looked at: two digits may be an hour, a partition or a shard. A directory that
 * tells no day is never left out, so that `unknown-time` and half a date are looked into.
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
    const day = dayIn(belowClass(sizeClasses, directory));
    return day === undefined || (day.from + 2 * DAY_MS > from && day.from - DAY_MS < to);
  };
}

/** @returns the part of a path that the layout names */
export function belowClass(sizeClasses: readonly SizeClass[], path: string): string {
  return path.slice(classOfPath(sizeClasses, path)?.prefix.length ?? 0);
}
