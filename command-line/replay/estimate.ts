import { compute, getting, importing, METADATA_READ } from '../../src/contract/bill';
import { FUNCTION_MEMORY_MIB } from '../../src/contract/ingest-defaults';
import type { OrderedPlan } from '../../src/contract/payload-steps';
import { ASSUMED, PRICES } from '../../src/contract/prices';
import { number } from '../terminal/words';

export interface Estimate {
  /** Null if the size of the files is not known. */
  readonly seconds: number | null;
  /** The figures that decide on the time. */
  readonly slowest: string;
  /** US dollars if nothing is imported into fast storage. */
  readonly atLeast: number;
  /** US dollars if all is; null if the size of the files is not known. */
  readonly atMost: number | null;
}

/**
 * Calculates time and price of a replay that reads files for the first time, by what the benchmarks measured and by the prices
 * of the page of costs. The memory is the default's where it may not be looked up. A file that holds one record takes as long as was measured for a record; there are few of the others.
 */
export function estimate(
  { files, partitions, records, bytes }: Pick<OrderedPlan, 'files' | 'partitions' | 'records' | 'bytes'>,
  request: Readonly<Record<string, unknown>>,
  concurrency: number,
  memoryMiB = FUNCTION_MEMORY_MIB,
): Estimate {
  if (bytes === null) {
    return { seconds: null, slowest: '', atLeast: 0, atMost: null };
  }
  const reading = files / ASSUMED.recordsPerSecondOfReplay + bytes / ASSUMED.bytesPerSecondOfReplay;
  const atATime = Math.max(1, Math.min(partitions, concurrency));
  const limits: readonly (readonly [seconds: number, why: string])[] = [
    [reading / atATime, `${number(atATime)} at a time, if files are read for the first time`],
    ...rate(records, request.rate_limit_per_second, 'records'),
    ...rate(bytes, request.rate_limit_bytes_per_second, 'bytes'),
  ];
  const [seconds, slowest] = limits.reduce((one, other) => (other[0] > one[0] ? other : one));
  const invocations = Math.max(1, partitions) * PRICES.invocation.value;
  const mean = files === 0 ? 0 : bytes / files;
  const time = compute(memoryMiB, Math.max(reading, seconds * atATime));
  const atLeast = invocations + time + files * (getting(mean) + METADATA_READ);
  return { seconds, slowest, atLeast, atMost: atLeast + files * (importing(mean) + PRICES.get.value) };
}

function rate(amount: number | null, limit: unknown, what: string): [number, string][] {
  return amount === null || typeof limit !== 'number'
    ? []
    : [[amount / limit, `${number(limit)} ${what} a second are asked for`]];
}
