import { errorMessage } from '../../../lambda-runtime/errors';
import { parseAction } from '../../../lambda-runtime/replayer/actions';
import type { RunSummary } from '../../../lambda-runtime/replayer/workflow/summarize';
import type { OrderedPlan, UnorderedPlan } from '../../../src/contract/payload-steps';
import { resultsFolder } from '../../../src/contract/run-keys';
import type { MemoryStore } from './memory-store';
import { dependenciesOf, type ReplayOptions } from './replayer';

type Payload = Record<string, unknown>;

/** A plan of either kind. */
type AnyPlan = Omit<OrderedPlan, 'ordered'> & Omit<UnorderedPlan, 'ordered'>;

interface WorkflowOptions extends ReplayOptions {
  readonly store: MemoryStore;
  readonly concurrency?: number;
  /** The id of the execution; without it the plan is only shown. */
  readonly execution?: string;
}

/** Invokes the function as the workflow does: what goes in and comes out is JSON. */
export async function invoke(root: string, payload: Payload, options: ReplayOptions): Promise<Payload> {
  const { run } = parseAction(JSON.parse(JSON.stringify(payload)), 'orders-replay');
  return JSON.parse(JSON.stringify(await run(dependenciesOf(root, options))));
}

export async function plan(
  root: string,
  run: string,
  request: Payload,
  { concurrency = 10, execution, ...options }: WorkflowOptions,
): Promise<AnyPlan> {
  const answer: unknown = await invoke(root, { action: 'plan', run, execution, concurrency, request }, options);
  return answer as AnyPlan;
}

/** Runs one child to its end: it goes on by its cursor until it is done, or fails for good. */
export async function runChild(root: string, item: Payload, options: ReplayOptions): Promise<Payload> {
  const { partition = null } = item;
  let progress: unknown = null;
  let payload = item;
  try {
    for (;;) {
      const answer = await invoke(root, payload, options);
      progress = answer.progress;
      if (answer.done) {
        return { partition, done: true, progress };
      }
      payload = { ...item, cursor: answer.cursor };
    }
  } catch (error) {
    const cause = JSON.stringify({ errorType: 'Error', errorMessage: errorMessage(error), trace: [] });
    return { partition, done: false, error: 'Error', cause, progress };
  }
}

export interface Execution {
  readonly Name: string;
  readonly Status?: string;
  readonly Input?: string;
  readonly Output?: string;
  readonly Error?: string;
  readonly Cause?: string;
}

/** Writes results as a map run's ResultWriter does. */
export function writeResults(
  store: MemoryStore,
  run: string,
  files: Readonly<Record<'SUCCEEDED' | 'FAILED' | 'PENDING', readonly (readonly Execution[])[]>>,
): { readonly Bucket: string; readonly Key: string } {
  const folder = `${resultsFolder(run)}/0b5ac1d2`;
  const entries = Object.entries(files).map(([status, lists]) => [
    status,
    lists.map((executions, index) => {
      const Key = `${folder}/${status}_${index}.json`;
      store.putJson(Key, executions);
      return { Key, Size: 1 };
    }),
  ]);
  const Key = `${folder}/manifest.json`;
  store.putJson(Key, {
    DestinationBucket: store.bucket,
    MapRunArn: 'arn:aws:states:eu-central-1:123456789012:mapRun:replay/0b5ac1d2',
    ResultFiles: Object.fromEntries(entries),
  });
  return { Bucket: store.bucket, Key };
}

/** A whole ordered replay. @param perChild what one partition's child may have beside */
export async function runWorkflow(
  root: string,
  run: string,
  request: Payload,
  options: WorkflowOptions,
  perChild: (partition: string) => ReplayOptions = () => ({}),
): Promise<RunSummary> {
  const { store } = options;
  const planned = await plan(root, run, request, options);
  const items = store.json(planned.items) as Payload[];
  const executions: Execution[] = [];
  for (const [index, item] of items.entries()) {
    const output = await runChild(root, item, { ...options, ...perChild(String(item.partition)) });
    executions.push({ Name: `child-${index}`, Status: 'SUCCEEDED', Output: JSON.stringify(output) });
  }
  const results = writeResults(store, run, { SUCCEEDED: [executions], FAILED: [], PENDING: [] });
  return summarizeRun(root, { run, request, plan: planned, results }, store);
}

export async function summarizeRun(root: string, payload: Payload, store: MemoryStore): Promise<RunSummary> {
  const summary: unknown = await invoke(root, { action: 'summarize', ...payload }, { store });
  return summary as RunSummary;
}
