import type { PayloadValues } from '../../../src/contract/payload';
import { type Range, rangeOf } from '../../../src/contract/payload-range';
import { Suppression } from '../suppression/suppression';
import type { Filters } from './filters';

type Window = Pick<PayloadValues, 'from' | 'to' | 'lookback_seconds' | 'delay_seconds'>;
type Chosen = Pick<PayloadValues, 'partitions' | 'offsets' | 'key' | 'header' | 'only' | 'exclude' | 'suppress'>;

/** The records that a payload asks for. The order of the keys is part of a cursor's fingerprint. */
export function givenFilters(payload: Window & Chosen): Filters {
  const { partitions, offsets, key, header, only, exclude, suppress } = payload;
  const time = windowOf(payload);
  return {
    ...(Object.keys(time).length > 0 && { time }),
    ...(partitions !== undefined && { partitions }),
    ...(offsets !== undefined && { offsets }),
    ...(key !== undefined && { key }),
    ...(header !== undefined && { header }),
    ...(only !== undefined && { only }),
    ...(exclude !== undefined && { exclude }),
    ...(suppress !== undefined && { suppress: new Suppression(suppress) }),
  };
}

/**
 * The window of time. A schedule gives the time that it runs for, and how far before it the window ends (so that records which
 * are written late are there by then) and begins.
 */
function windowOf({ from, to, lookback_seconds: lookback, delay_seconds: delay }: Window): Range {
  if (delay > 0 && to === undefined) {
    throw new Error('delay_seconds puts the end of the window so far before another time; give to with it');
  }
  if (lookback !== undefined && (to === undefined || from !== undefined)) {
    throw new Error(
      'lookback_seconds puts the beginning of the window so far before its end; give to with it, and not from',
    );
  }
  const end = to === undefined ? undefined : before(to, delay);
  return rangeOf('from and to', lookback === undefined || end === undefined ? from : before(end, lookback), end);
}

function before(time: number, seconds: number): number {
  return Math.max(0, time - Math.ceil(seconds * 1000));
}
