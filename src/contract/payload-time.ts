import { isCount, type PayloadType } from './payload-type';

/**
 * A day, or a time with its zone. A time without a zone is refused, since the zone of the function means nothing to
 * users.
 */
const ISO_TIME = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** Milliseconds up to here are of the year 1973 at the latest; as seconds, they reach to the year 5138. */
const MOST_SECONDS = 100_000_000_000;

/** A time, which is read as milliseconds since 1970. */
export const TIME: PayloadType<number> = {
  description: 'a time such as `"2026-04-13T07:30:00Z"`, a day (UTC), or milliseconds since 1970',
  advice:
    'give a time such as "2026-04-13T07:30:00Z", with its zone, a day such as "2026-04-13" (UTC), or milliseconds since 1970',
  read: (value) => {
    refuseSeconds(value);
    return typeof value === 'string' ? timeOf(value) : isCount(value) ? value : undefined;
  },
};

function timeOf(text: string): number | undefined {
  const [, day] = ISO_TIME.exec(text) ?? [];
  if (day === undefined) {
    return undefined;
  }
  if (!isDay(day)) {
    throw new Error(`the time "${text}" cannot be: there is no day ${day}; give a day of the calendar`);
  }
  const time = Date.parse(text);
  return isCount(time) ? time : undefined;
}

/** Tells whether a text is a day of the calendar, such as 2026-04-13. Date.parse takes 30 February for 2 March. */
export function isDay(text: string): boolean {
  const read = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(read) && new Date(read).toISOString().startsWith(text);
}

/** Tells whether milliseconds since 1970 were rather meant as seconds. 0 is the beginning of all times. */
export function isProbablySeconds(milliseconds: number): boolean {
  return milliseconds > 0 && milliseconds < MOST_SECONDS;
}

/**
 * Refuses seconds, and milliseconds that are written as text. Many programs give a time as text, or with a fraction.
 */
function refuseSeconds(value: unknown): void {
  const number = typeof value === 'string' && /^\d{1,20}(\.\d{1,20})?$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !(number > 0)) {
    return;
  }
  if (isProbablySeconds(number)) {
    const meant = Math.round(number * 1000);
    throw new Error(
      `the time ${JSON.stringify(value)} is in ${new Date(number).getUTCFullYear()} as milliseconds since 1970, and was ` +
        `probably meant as seconds; give "${new Date(meant).toISOString()}" or ${meant}`,
    );
  }
  if (value !== number && isCount(number)) {
    throw new Error(
      `the time ${JSON.stringify(value)} is text; give ${value}, without quotes, for milliseconds since 1970`,
    );
  }
}
