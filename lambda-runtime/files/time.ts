import { HIVE_TIME_NAMES, type TimeDirectorySetting, timeDepth, UNKNOWN_TIME } from '../../src/contract/layouts';

const LAST_OF_YEAR_9999 = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

type ClockFields = readonly string[];

/**
 * @returns a function that gives the directories of a time, without a slash at their end: `2026/04/13/07` or
 *   `year=2026/month=04/day=13/hour=07`, or `unknown-time` where the time is missing, before 1970, not a whole number, or beyond the year 9999
 */
export function timeDirectories({
  unit,
  timeZone,
  hive = false,
}: Pick<TimeDirectorySetting, 'unit' | 'timeZone' | 'hive'>): (timestamp: number | null) => string {
  const depth = timeDepth(unit);
  const named = (field: string, index: number) => (hive ? `${HIVE_TIME_NAMES[index]}=${field}` : field);
  const clock = timeZone === 'UTC' ? utcClock : zoneClock(timeZone);
  const directoriesOf = (timestamp: number) => {
    const fields = clock(timestamp);
    // In a zone east of Greenwich the year 9999 ends a few hours early.
    return fields[0]?.length === 4 ? fields.slice(0, depth).map(named).join('/') : UNKNOWN_TIME;
  };
  // Many records of a batch are of one second, and no zone is off by less: the clock took 6 % of small ones' time.
  let latest = { second: Number.NaN, directories: UNKNOWN_TIME };
  return (timestamp) => {
    if (!isKnown(timestamp)) {
      return UNKNOWN_TIME;
    }
    const second = Math.floor(timestamp / 1000);
    if (second !== latest.second) {
      latest = { second, directories: directoriesOf(timestamp) };
    }
    return latest.directories;
  };
}

/** The time in UTC as part of a file name: `20260413T073000000Z`. */
export function compactTime(timestamp: number | null): string {
  return isKnown(timestamp) ? new Date(timestamp).toISOString().replace(/[-:.]/g, '') : UNKNOWN_TIME;
}

function isKnown(timestamp: number | null): timestamp is number {
  return timestamp !== null && Number.isInteger(timestamp) && timestamp >= 0 && timestamp <= LAST_OF_YEAR_9999;
}

/**
 * The fields of a time in UTC. It does without Intl, whose first use would take longer than the rest of a cold start.
 */
function utcClock(timestamp: number): ClockFields {
  return new Date(timestamp).toISOString().split(/[-T:]/, 5);
}

function zoneClock(timeZone: string): (timestamp: number) => ClockFields {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
  } catch (cause) {
    throw new Error(`the time zone '${timeZone}' is unknown; give a name such as 'Europe/Berlin', or 'UTC'`, { cause });
  }
  return (timestamp) => {
    const parts = format.formatToParts(timestamp);
    return ['year', 'month', 'day', 'hour', 'minute'].map(
      (type) => parts.find((part) => part.type === type)?.value ?? '',
    );
  };
}
