import type { NamesPlan, OrderedPlan, PlanStep, UnorderedPlan, Unread } from '../../../src/contract/payload-steps';
import { readValue } from '../../../src/contract/payload-type';
import { RUN_NAME, WHOLE_NUMBER_ABOVE_0 } from '../../../src/contract/payload-values';
import { isObject } from '../../environment';
import { permanently } from '../../permanent-error';
import { isCount } from '../../records/record';
import { planByNames } from './plan-by-names';
import type { PlanDependencies } from './plan-dependencies';
import { planId } from './plan-id';
import { planOrdered } from './plan-ordered';
import { planUnordered } from './plan-unordered';
import { parseRunRequest } from './run-request';

/** The first step of a workflow: finds out which parts there are, and that they can publish. */
export async function planRun(
  payload: Unread<PlanStep>,
  dependencies: PlanDependencies,
): Promise<NamesPlan | OrderedPlan | UnorderedPlan> {
  const { run, concurrency } = permanently('InvalidRequest', () => ({
    run: readValue('run', RUN_NAME, payload.run),
    concurrency: readValue('concurrency', WHOLE_NUMBER_ABOVE_0, payload.concurrency),
  }));
  const runRequest = parseRunRequest(payload.request);
  if (payload.names_only === true) {
    return planByNames(runRequest, dependencies);
  }
  return runRequest.ordered
    ? planOrdered({ run, id: planId(payload.execution), concurrency, runRequest }, dependencies)
    : planUnordered(run, concurrency, runRequest, dependencies);
}

type PlanAnswer =
  | Omit<OrderedPlan, 'items' | 'proofs' | 'partitions_to_prove' | 'files' | 'records' | 'bytes' | 'oldest_timestamp'>
  | Pick<UnorderedPlan, 'ordered' | 'warnings'>;

/** @returns the answer of the first step, as the workflow hands it on to the last */
export function parsePlan(plan: unknown): PlanAnswer {
  const { ordered, id, warnings: told, error_messages, ...counts }: Unread<OrderedPlan> = isObject(plan) ? plan : {};
  const warnings = Array.isArray(told) ? { warnings: told.map(String) } : {};
  if (ordered === false) {
    return { ordered, ...warnings };
  }
  const { partitions, skipped, filtered, unknown_time, errors } = counts;
  const areCounted = isCount(filtered) && isCount(unknown_time) && isCount(errors);
  if (ordered !== true || !isCount(partitions) || !isCount(skipped) || !areCounted) {
    throw new Error('plan is no plan of an ordered or an unordered run; give the answer of the step that planned');
  }
  return {
    ordered,
    partitions,
    skipped,
    errors,
    filtered,
    unknown_time,
    ...(typeof id === 'string' && { id }),
    ...warnings,
    ...(Array.isArray(error_messages) && { error_messages: error_messages.map(String) }),
  };
}
