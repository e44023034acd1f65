import { createHash } from 'node:crypto';
import { isObject } from '../../environment';
import { assertTargets } from '../publishing/targets';
import { parseRequest } from '../request/request';
import { parseRun } from '../runs/keys';
import { type OrderedPlan, type PlanDependencies, planOrdered } from './plan-ordered';
import { parseRunRequest, type RunRequest } from './run-request';
import { ratesOf, scaleRates } from './shares';

export interface UnorderedPlan {
  readonly ordered: false;
  /** Of the keys in the file system's bucket. */
  readonly list_prefix: string;
  /** The payload of every child, but for its keys. */
  readonly request: Payload;
}

type Payload = Readonly<Record<string, unknown>>;

/** The first step of a workflow: finds out what its children are to do, and whether they can. */
export async function planRun(payload: Payload, dependencies: PlanDependencies): Promise<OrderedPlan | UnorderedPlan> {
  const run = parseRun('run', payload.run);
  const concurrency = parseConcurrency(payload.concurrency);
  const runRequest = parseRunRequest(payload.request);
  return runRequest.ordered
    ? planOrdered({ run, id: idOf(payload.execution), concurrency, runRequest }, dependencies)
    : planUnordered(concurrency, runRequest, dependencies);
}

/** @returns the answer of an earlier step; the workflow hands it on as it was */
export function parsePlan(
  plan: unknown,
): Pick<OrderedPlan, 'ordered' | 'id' | 'partitions' | 'skipped'> | { ordered: false } {
  const { ordered, id, partitions, skipped }: Payload = isObject(plan) ? plan : {};
  if (ordered === false) {
    return { ordered };
  }
  if (ordered !== true || typeof partitions !== 'number' || typeof skipped !== 'number') {
    throw new Error(`plan is ${JSON.stringify(plan)}; give the answer of the step that planned`);
  }
  return { ordered, partitions, skipped, ...(typeof id === 'string' && { id }) };
}

/** An execution is told by its ARN and when it was started: its name may be used again, and by another state machine. */
function idOf(execution: unknown): string | undefined {
  return execution == null ? undefined : createHash('sha256').update(String(execution)).digest('hex').slice(0, 16);
}

function parseConcurrency(concurrency: unknown): number {
  if (typeof concurrency !== 'number' || !Number.isSafeInteger(concurrency) || concurrency < 1) {
    throw new Error(`concurrency is ${JSON.stringify(concurrency)}; give a whole number of at least 1`);
  }
  return concurrency;
}

async function planUnordered(
  concurrency: number,
  { payload }: RunRequest,
  dependencies: PlanDependencies,
): Promise<UnorderedPlan> {
  const { rootKey, targetTopic } = dependencies.configuration;
  const request = parseRequest(payload, targetTopic);
  await assertTargets(request, dependencies);
  return {
    ordered: false,
    list_prefix: `${rootKey}${request.sourcePrefix}`,
    request: { ...payload, ...ratesOf(scaleRates(request.pace, 1 / concurrency)) },
  };
}
