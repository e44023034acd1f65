import { isCount, type PayloadType } from './payload-type';

/** With a time of day there must be its zone: the zone of the function means nothing to anybody. */
const ISO_TIME = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** Milliseconds up to here are of the year 1973 at the latest; as seconds, they reach to the year 5138. */
const MOST_SECONDS = 100_000_000_000;

/** Read as milliseconds since 1970. */
export const TIME: PayloadType<number> = {
  description: 'a time such as `"2026-04-13T07:30:00Z"`, a day (UTC), or milliseconds since 1970',
  advice:
    'give a time such as "2026-04-13T07:30:00Z", with its zone, a day such as "2026-04-13" (UTC), or milliseconds since 1970',
  read: (value) => {
    if (typeof value === 'string') {
      return timeOf(value);
    }
    refuseSeconds(value);
    return isCount(value) ? value : undefined;
  },
};

function timeOf(text: string): number | undefined {
  const [, day] = ISO_TIME.exec(text) ?? [];
  if (day === undefined) {
    return undefined;
  }
  // Date.parse takes 30 February for 2 March.
  const read = Date.parse(day);
  if (Number.isNaN(read) || !new Date(read).toISOString().startsWith(day)) {
    throw new Error(`the time "${text}" cannot be: there is no day ${day}; give a day of the calendar`);
  }
  const time = Date.parse(text);
  return isCount(time) ? time : undefined;
}

function refuseSeconds(value: unknown): void {
  if (isCount(value) && value > 0 && value < MOST_SECONDS) {
    const meant = new Date(value * 1000).toISOString();
    throw new Error(
      `the time ${value} is in ${new Date(value).getUTCFullYear()} as milliseconds since 1970, and was probably meant as ` +
        `seconds; give "${meant}" or ${value * 1000}`,
    );
  }
}
