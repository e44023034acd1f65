import type { ItemBatcher } from '../definition';
import { DefinitionError, StatesError } from '../errors';
import type { Visit } from '../frame';
import { sizeOf } from '../json';
import { wholeNumber } from './settings';

const MOST_BYTES = 262_144;

/**
 * @returns the children's inputs: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html
 */
export async function batch(
  batcher: ItemBatcher | undefined,
  items: readonly unknown[],
  visit: Visit,
): Promise<readonly unknown[]> {
  if (batcher === undefined) return items;
  const { MaxItemsPerBatch, MaxInputBytesPerBatch, BatchInput } = batcher;
  if (MaxItemsPerBatch === undefined && MaxInputBytesPerBatch === undefined) {
    throw new DefinitionError('an ItemBatcher has MaxItemsPerBatch or MaxInputBytesPerBatch');
  }
  const mostItems = await wholeNumber(MaxItemsPerBatch ?? Number.MAX_SAFE_INTEGER, 'MaxItemsPerBatch', visit);
  const mostBytes = await wholeNumber(MaxInputBytesPerBatch ?? MOST_BYTES, 'MaxInputBytesPerBatch', visit);
  const shared = BatchInput === undefined ? {} : { BatchInput: await visit.evaluate(BatchInput) };
  return cut(items, mostItems, Math.min(mostBytes, MOST_BYTES) - sizeOf({ ...shared, Items: [] })).map((Items) => ({
    ...shared,
    Items,
  }));
}

function cut(items: readonly unknown[], mostItems: number, mostBytes: number): unknown[][] {
  const batches: unknown[][] = [];
  let bytes = Infinity;
  for (const item of items) {
    const size = sizeOf(item) + 1; // and a comma
    if (size > mostBytes) {
      throw new StatesError(
        'States.ItemReaderFailed',
        `an item of ${size} bytes fits into no batch: ${mostBytes} are left`,
      );
    }
    const current = batches.at(-1);
    if (current === undefined || current.length >= mostItems || bytes + size > mostBytes) {
      batches.push([item]);
      bytes = size;
    } else {
      current.push(item);
      bytes += size;
    }
  }
  return batches;
}
