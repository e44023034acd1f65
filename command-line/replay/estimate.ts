import type { OrderedPlan } from '../../src/contract/payload-steps';
import { ASSUMED, MINIMUMS, PRICES } from '../../src/contract/prices';
import { number } from '../terminal/words';

export interface Estimate {
  /** Null if the size of the files is not known. */
  readonly seconds: number | null;
  /** What decides on the time. */
  readonly slowest: string;
  /** US dollars if nothing is imported into fast storage. */
  readonly atLeast: number;
  /** US dollars if all is; null if the size of the files is not known. */
  readonly atMost: number | null;
}

/** What the function has by default, where it may not be looked up. */
const USUAL_MEMORY_MIB = 1769;

/**
 * Reckons time and price of a replay that reads files for the first time, by what the benchmarks measured and by the prices
 * of the page of costs. A file that holds one record takes as long as was measured for a record; there are few of the others.
 */
export function estimate(
  { files, partitions, records, bytes }: Pick<OrderedPlan, 'files' | 'partitions' | 'records' | 'bytes'>,
  request: Readonly<Record<string, unknown>>,
  concurrency: number,
  memoryMiB = USUAL_MEMORY_MIB,
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
  const compute = ((Math.max(reading, seconds * atATime) * memoryMiB) / 1024) * PRICES.compute.value;
  const mean = files === 0 ? 0 : bytes / files;
  const gets = files * Math.ceil(mean / ASSUMED.operationBytes) * PRICES.get.value;
  const metadata = gigabytes(files * MINIMUMS.metadata.value) * PRICES.read.value;
  const billed = Math.max(mean, MINIMUMS.data.value);
  const importing =
    files *
    (gigabytes(billed) * PRICES.read.value +
      gigabytes(billed + MINIMUMS.metadata.value) * PRICES.written.value +
      PRICES.get.value);
  const atLeast = invocations + compute + gets + metadata;
  return { seconds, slowest, atLeast, atMost: atLeast + importing };
}

function rate(amount: number | null, limit: unknown, what: string): [number, string][] {
  return amount === null || typeof limit !== 'number'
    ? []
    : [[amount / limit, `${number(limit)} ${what} a second are asked for`]];
}

function gigabytes(bytes: number): number {
  return bytes / ASSUMED.gigabyte;
}
