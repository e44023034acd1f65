import type { Filters } from '../../lambda-runtime/replayer/request/filters';
import { givenFilters } from '../../lambda-runtime/replayer/request/given-filters';
import { keysFor, type PayloadKeyName, readKey } from '../../src/contract/payload';
import type { Arguments } from '../arguments/options';
import { optionsOf, payloadOf } from '../arguments/payload-options';
import { UsageError } from '../usage-error';

const KEYS = ['from', 'to', 'lookback_seconds', 'delay_seconds', 'partitions', 'offsets', 'key', 'header'] as const;

/** The filters of a replay, as a look at files takes them. */
export const FILTERS = optionsOf(keysFor('everyone').filter((name) => isFilter(name)));

/** The filters that need only the names of files. */
export const NAME_FILTERS = optionsOf(['partitions', 'offsets']);

export function filtersOf(given: Arguments): Filters {
  const payload = payloadOf(given);
  const values = Object.fromEntries(KEYS.map((name) => [name, readKey(name, payload)]));
  try {
    return givenFilters(values as Parameters<typeof givenFilters>[0]);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function isFilter(name: PayloadKeyName): boolean {
  return (KEYS as readonly string[]).includes(name);
}
