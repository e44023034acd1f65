import type { MapState } from '../definition';
import { runDistributedMap } from '../distributed-map/distributed-map';
import { StatesError } from '../errors';
import type { Visit } from '../frame';
import { mapConcurrently } from '../map-concurrently';
import { fallibly } from '../retry-and-catch';
import { leave, type Transition } from '../transition';
import { Variables } from '../variables';

// https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html
const MOST_INLINE = 40;

export function runMap(state: MapState, visit: Visit): Promise<Transition> {
  const run = state.ItemProcessor.ProcessorConfig?.Mode === 'DISTRIBUTED' ? runDistributedMap : runInlineMap;
  return fallibly(state, visit, async () => leave(state, state.Next, visit, { result: await run(state, visit) }));
}

async function runInlineMap(state: MapState, visit: Visit): Promise<unknown> {
  const items = state.Items === undefined ? visit.input : await visit.evaluate(state.Items);
  if (!Array.isArray(items)) {
    throw new StatesError('States.QueryEvaluationError', `the items of ${visit.name} must be an array`);
  }
  const limit = Number(await visit.evaluate(state.MaxConcurrency ?? 0)) || MOST_INLINE;
  const { execution, variables, nested } = visit.frame;
  execution.addEvents(1 + 2 * items.length);
  return mapConcurrently(items, Math.min(limit, MOST_INLINE), async (value, index) => {
    const item = { Index: index, Value: value };
    const input = state.ItemSelector === undefined ? value : await visit.evaluate(state.ItemSelector, { item });
    return nested.states(state.ItemProcessor, input, { ...visit.frame, variables: new Variables(variables), item });
  });
}
