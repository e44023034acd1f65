const MINUTES = { minute: 1, hour: 60, day: 1440 } as const;
const A_DAY = 86_400_000;

/** A leap year may be the only one to match, and the next is four years later: the beginning of one, and the end of the next but one. */
const FIRST_DAY = Date.UTC(2024, 0, 1);
const DAYS = 9 * 366;

/** The values of a field of cron, with the names that stand for them. */
interface Field {
  readonly first: number;
  readonly last: number;
  readonly names?: readonly string[];
}

const MINUTE: Field = { first: 0, last: 59 };
const HOUR: Field = { first: 0, last: 23 };
const DAY_OF_MONTH: Field = { first: 1, last: 31 };
const MONTH: Field = {
  first: 1,
  last: 12,
  names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
};
const DAY_OF_WEEK: Field = { first: 1, last: 7, names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] };

/**
 * Tells how far two starts of a schedule can be apart, by the clock of its time zone.
 *
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 *
 * @returns minutes, never too many; undefined for a schedule that starts once, for `L`, `W` and `#`, and for what only the deployment
 *   knows
 */
export function longestGap(expression: string): number | undefined {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (count !== undefined) {
    return Number(count) * MINUTES[unit as keyof typeof MINUTES];
  }
  const [, fields = ''] = /^cron\((.+)\)$/.exec(expression) ?? [];
  const [minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = ''] = fields.trim().split(/\s+/);
  const [minutes, hours] = [valuesOf(minute, MINUTE), valuesOf(hour, HOUR)];
  const days = daysOf(valuesOf(dayOfMonth, DAY_OF_MONTH), valuesOf(month, MONTH), valuesOf(dayOfWeek, DAY_OF_WEEK));
  if (!minutes || !hours || days.length < 2) {
    return undefined;
  }
  // From the last start of a day to the first of the next day that has one. Starts of one day are less than a day apart.
  const apart = Math.max(...days.map((day, at) => day - (days[at - 1] ?? day)));
  return apart * MINUTES.day - widthOf(hours) * MINUTES.hour - widthOf(minutes);
}

function widthOf(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}

/** The days that match, counted from the first; none if a field is not known. */
function daysOf(
  ofMonth: readonly number[] | undefined,
  months: readonly number[] | undefined,
  ofWeek: readonly number[] | undefined,
): number[] {
  return Array.from({ length: DAYS }, (_, day) => day).filter((day) => {
    const date = new Date(FIRST_DAY + day * A_DAY);
    return (
      ofMonth?.includes(date.getUTCDate()) &&
      months?.includes(date.getUTCMonth() + 1) &&
      ofWeek?.includes(date.getUTCDay() + 1)
    );
  });
}

/** The values of a field; undefined where it has what is not known here. */
function valuesOf(field: string, { first, last, names = [] }: Field): number[] | undefined {
  const numberOf = (text: string) => {
    const named = names.indexOf(text.toUpperCase());
    return named < 0 ? Number(text) : named + first;
  };
  const values: number[] = [];
  for (const part of field.split(',')) {
    const [, from = '', to, step] = /^(\*|\?|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part) ?? [];
    const isAll = from === '*' || from === '?';
    const start = isAll ? first : numberOf(from);
    const end = to === undefined ? (isAll || step !== undefined ? last : start) : numberOf(to);
    if (!(from !== '' && start >= first && start <= end && end <= last) || step === '0') {
      return undefined;
    }
    for (let value = start; value <= end; value += Number(step ?? 1)) {
      values.push(value);
    }
  }
  return values;
}
