import type { Bill } from '../../src/contract/bill';
import { type Known, PRICES } from '../../src/contract/prices';

type Part = keyof Omit<Bill, 'filesPerDay' | 'bytesPerFile' | 'total'> | 'natGateways';

/** The name of each line of the bill, and the prices that it is made of. */
export const METERS: readonly { readonly part: Part; readonly name: string; readonly prices: readonly Known[] }[] = [
  { part: 'operations', name: 'S3 Files operations', prices: [PRICES.written, PRICES.read] },
  { part: 'put', name: 'exports to the bucket', prices: [PRICES.put] },
  { part: 'fastStorage', name: 'fast storage', prices: [PRICES.fastStorage] },
  { part: 'pollers', name: 'provisioned pollers', prices: [PRICES.pollerUnit] },
  { part: 'lambda', name: 'function', prices: [PRICES.invocation, PRICES.compute] },
  { part: 'cloudWatch', name: 'metrics and logs', prices: [PRICES.metric, PRICES.logs] },
  { part: 'bucket', name: 'bucket', prices: [PRICES.bucket] },
  { part: 'natGateways', name: 'NAT gateways', prices: [PRICES.natGateway] },
];

/** The prices that a replay needs beside these. */
export const REPLAY_PRICES: readonly Known[] = [PRICES.get];
