import { randomUUID } from 'node:crypto';
import type { MapState } from '../definition';
import { StatesError, withinLimit } from '../errors';
import { mapRunArn } from '../execution-record';
import type { Visit } from '../frame';
import { mapConcurrently } from '../map-concurrently';
import { batch } from './item-batcher';
import { readItems } from './item-reader';
import { writeResults } from './result-writer';
import { Results } from './results';
import { settings } from './settings';

/**
 * Runs each item, or each batch, as an execution of its own. @returns the outputs, or where the results were written
 */
export async function runDistributedMap(state: MapState, visit: Visit): Promise<unknown> {
  const { ItemProcessor, ItemSelector, Label = randomUUID().slice(0, 8) } = state;
  const { services, execution, nested } = visit.frame;
  const given = await settings(state, visit);
  const items = await readItems(state, visit);
  const selected = await mapConcurrently(items, 1, async (value, index) =>
    ItemSelector === undefined ? value : visit.evaluate(ItemSelector, { item: { Index: index, Value: value } }),
  );
  const inputs = await batch(state.ItemBatcher, selected, visit);
  const results = new Results(inputs, state.ItemBatcher !== undefined);
  execution.addEvents(3); // of the Map Run
  const machineName = `${execution.machineName}/${Label}`;
  await mapConcurrently(inputs, given.maxConcurrency, async (input, index) => {
    if (results.failedTooOften(given)) return;
    results.add(index, await nested.execution(ItemProcessor, input, machineName, services));
  });
  const runId = randomUUID();
  const arn = mapRunArn(execution.machineName, Label, runId);
  const written = await writeResults(state.ResultWriter, results, { arn, runId }, visit);
  if (results.failedTooOften(given)) {
    throw new StatesError(
      'States.ExceedToleratedFailureThreshold',
      'The specified tolerated failure threshold was exceeded',
    );
  }
  return written ?? withinLimit(results.outputs(), `the result of ${visit.name}`);
}
