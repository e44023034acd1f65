import type { OutgoingRecord } from './publisher';

/**
 * The most milliseconds between the first record of a batch and any other. A batch holds timestamps as differences from
 * the first one, and the client encodes only those right that fit in 32 bits with their sign
 * (@platformatic/dynamic-buffer 0.3.1 shifts by 31 where a 64-bit zig-zag shifts by 63): from about 25 days apart,
 * timestamps arrive changed. With less than half of that from the first record, any two records are within that limit.
 */
const MOST_MS_FROM_FIRST = 2 ** 30 - 1;

/** Cuts records, in order, into runs whose timestamps lie near enough to share a batch. */
export function splitByTime<R extends Pick<OutgoingRecord, 'timestamp'>>(
  records: readonly R[],
  now = Date.now(),
): R[][] {
  const runs: R[][] = [];
  let first = Number.NaN;
  for (const record of records) {
    const time = record.timestamp ?? now;
    const run = runs.at(-1);
    if (run !== undefined && Math.abs(time - first) <= MOST_MS_FROM_FIRST) {
      run.push(record);
    } else {
      runs.push([record]);
      first = time;
    }
  }
  return runs;
}
