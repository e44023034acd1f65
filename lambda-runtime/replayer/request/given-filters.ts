import type { PayloadValues } from '../../../src/contract/payload';
import { rangeOf } from '../../../src/contract/payload-range';
import type { Filters } from './filters';

type Window = Pick<PayloadValues, 'from' | 'to' | 'lookback_seconds'>;

/** The records that a payload asks for. */
export function givenFilters(
  payload: Window & Pick<PayloadValues, 'partitions' | 'offsets' | 'key' | 'header'>,
): Filters {
  const { partitions, offsets, key, header } = payload;
  const time = rangeOf('from and to', beginning(payload), payload.to);
  return {
    ...(Object.keys(time).length > 0 && { time }),
    ...(partitions !== undefined && { partitions }),
    ...(offsets !== undefined && { offsets }),
    ...(key !== undefined && { key }),
    ...(header !== undefined && { header }),
  };
}

/** A schedule knows the time that it runs for, and how far to look back from there. */
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
