/** The name of the function that writes the results of a map run; see `map-results.ts`. */
export const WRITE_RESULTS = 'write-results';

type State = Readonly<Record<string, unknown>>;

interface DistributedMap extends State {
  readonly ItemSelector?: object;
  readonly ItemBatcher?: { readonly BatchInput: object };
  readonly ResultWriter?: { readonly Arguments: { readonly Bucket: string; readonly Prefix: string } };
  readonly Assign: object;
  readonly Next: string;
}

/**
 * The workflow's definition, as LocalStack 4.9.2 can run it. All that differs is here, each with its reason; what is not
 * named is run as it was synthesized. Two things cannot be tried there at all: it heeds no tolerated percentage, and takes
 * an empty list of objects for an error.
 */
export function fittedDefinition(definition: { readonly States: Readonly<Record<string, State>> }): string {
  const states = Object.entries(definition.States).flatMap(([name, state]) =>
    isDistributedMap(state) ? Object.entries(fitted(name, state)) : [[name, state] as const],
  );
  const text = JSON.stringify({ ...definition, States: Object.fromEntries(states) });
  // Its grammar knows `100` for an integer alone, and wants a percentage to be a number with a point.
  return text.replaceAll(/("ToleratedFailurePercentage":\d+)(?=[,}])/g, '$1.0');
}

function isDistributedMap(state: State): state is DistributedMap {
  return state.Type === 'Map' && 'ItemReader' in state;
}

function fitted(name: string, map: DistributedMap): Record<string, State> {
  const { ItemBatcher: batcher, ResultWriter: writer, ItemSelector: selector, ...others } = map;
  if (writer === undefined) throw new Error(`the map '${name}' writes no results: fit it otherwise`);
  const write = `Write results of ${name}`;
  return {
    [name]: {
      ...others,
      // It has no ItemBatcher. Each child gets one item, in the shape that batches have:
      // https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html
      ...(selector && {
        ItemSelector: batcher === undefined ? selector : { BatchInput: batcher.BatchInput, Items: [selector] },
      }),
      // Its ResultWriter writes no files, which the next step reads: a task of its own writes them.
      Assign: {},
      Output: '{% $states.result %}',
      Next: write,
    },
    [write]: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { FunctionName: WRITE_RESULTS, Payload: { ...writer.Arguments, outputs: '{% $states.input %}' } },
      Assign: ofPayload(map.Assign),
      Output: ofPayload(map.Output),
      Next: map.Next,
    },
  };
}

/** Takes from a task's result what a map's result has. */
function ofPayload<T>(value: T): T {
  return JSON.parse(JSON.stringify(value).replaceAll('$states.result.', '$states.result.Payload.'));
}
