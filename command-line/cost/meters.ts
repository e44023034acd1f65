import type { Bill } from '../../src/contract/bill';
import { type Known, PRICES } from '../../src/contract/prices';

type Part = keyof Omit<Bill, 'filesPerDay' | 'bytesPerFile' | 'total'> | 'natGateways';

/** A line of a bill, and the prices that it is made of. */
export interface Meter {
  readonly name: string;
  readonly prices: readonly Known[];
}

const BY_PART: Readonly<Record<Part, Meter>> = {
  operations: { name: 'S3 Files operations', prices: [PRICES.written, PRICES.read] },
  put: { name: 'exports to the bucket', prices: [PRICES.put] },
  fastStorage: { name: 'fast storage', prices: [PRICES.fastStorage] },
  pollers: { name: 'provisioned pollers', prices: [PRICES.pollerUnit] },
  lambda: { name: 'function', prices: [PRICES.invocation, PRICES.compute] },
  cloudWatch: { name: 'metrics and logs', prices: [PRICES.metric, PRICES.logs] },
  bucket: { name: 'bucket', prices: [PRICES.bucket] },
  natGateways: { name: 'NAT gateways', prices: [PRICES.natGateway] },
};

export function meterOf(part: Part): Meter {
  return BY_PART[part];
}

/** Each line of the bill of a pipeline, in their order. */
export const METERS = (Object.keys(BY_PART) as Part[]).map((part) => ({ part, ...meterOf(part) }));

/** Lines of what is deployed, of which more is known. */
export const READS: Meter = { name: 'files that were read', prices: [PRICES.read, PRICES.get] };
export const METRICS: Meter = { name: 'metrics', prices: [PRICES.metric] };
export const LOGS: Meter = { name: 'logs', prices: [PRICES.logs] };

/** The prices that a replay needs beside those of a pipeline. */
export const REPLAY_PRICES: readonly Known[] = [PRICES.get];
