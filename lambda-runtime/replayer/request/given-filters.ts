import type { PayloadValues } from '../../../src/contract/payload';
import { rangeOf } from '../../../src/contract/payload-range';
import { Suppression } from '../suppression/suppression';
import type { Filters } from './filters';

type Window = Pick<PayloadValues, 'from' | 'to' | 'lookback_seconds'>;
type Chosen = Pick<PayloadValues, 'partitions' | 'offsets' | 'key' | 'header' | 'only' | 'exclude' | 'suppress'>;

/** The records that a payload asks for. The order of the keys is part of a cursor's fingerprint. */
export function givenFilters(payload: Window & Chosen): Filters {
  const { partitions, offsets, key, header, only, exclude, suppress } = payload;
  const time = rangeOf('from and to', beginning(payload), payload.to);
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
 * The beginning of the window of time. A schedule gives the time that it runs for, and how far to look back from there.
 */
function beginning({ from, to, lookback_seconds: lookback }: Window): number | undefined {
  if (lookback === undefined) {
    return from;
  }
  if (to === undefined || from !== undefined) {
    throw new Error(
      'lookback_seconds puts the beginning of the window so far before its end; give to with it, and not from',
    );
  }
  return Math.max(0, to - Math.ceil(lookback * 1000));
}
