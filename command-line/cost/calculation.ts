import {
  type Bill,
  coldReplay,
  HOURS_OF_MONTH,
  monthly,
  type PolledMapping,
  type ReplayBill,
} from '../../src/contract/bill';
import { LARGE_IMPORTED_BELOW_BYTES, SMALL_BELOW_BYTES } from '../../src/contract/ingest-defaults';
import { PRICES } from '../../src/contract/prices';
import { batchesOf, isPerRecord } from './batch';
import type { Figures } from './figures';

export interface Calculation {
  readonly month: Bill & { readonly natGateways: number };
  /** The cost of replaying all records of a month, once their data has left fast storage. */
  readonly replay: ReplayBill;
}

const SECONDS_OF_DAY = 86_400;

/** Calculates what a pipeline costs, in US dollars a month. */
export async function calculate(figures: Figures): Promise<Calculation> {
  const batches = await batchesOf(figures);
  const { topics, pollers, sharedPollers, memoryMiB, expirationDays } = figures;
  const group = sharedPollers ? { PollerGroupName: 'shared' } : {};
  const mapping: PolledMapping =
    pollers === 0 ? {} : { ProvisionedPollerConfig: { MinimumPollers: pollers, ...group } };
  const running = { mappings: Array<PolledMapping>(topics).fill(mapping), memoryMiB, expirationDays };
  const bill = monthly(running, batches, (figures.recordsPerDay * figures.valueBytes) / SECONDS_OF_DAY);
  const kept = bill.bucket * figures.monthsKept;
  const natGateways = figures.natGateways * HOURS_OF_MONTH * PRICES.natGateway.value;
  return {
    month: { ...bill, bucket: kept, natGateways, total: bill.total - bill.bucket + kept + natGateways },
    replay: coldReplay(running, batches, ({ bytes }) => isImported(figures, bytes)),
  };
}

/** Tells whether files are imported, by the rules that the size classes have by default. */
function isImported(figures: Figures, bytes: number): boolean {
  return isPerRecord(figures) && figures.layout !== undefined
    ? figures.valueBytes < LARGE_IMPORTED_BELOW_BYTES
    : bytes < SMALL_BELOW_BYTES;
}
