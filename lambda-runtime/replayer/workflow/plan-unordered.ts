import type { UnorderedPlan } from '../../../src/contract/payload-steps';
import { isTopicTemplate } from '../../../src/contract/topic';
import { assertTargets, close, openTargets } from '../publishing/targets';
import { parseRequest, type ReplayRequest } from '../request/request';
import { Warnings } from '../runs/warnings';
import { warnOfRemark } from '../selection/selection-warnings';
import { warnOfList, withSuppression } from '../suppression/with-suppression';
import { boundList, listOf } from './bound-list';
import { listPartitions } from './list-partitions';
import type { PlanDependencies } from './plan-dependencies';
import { planTopics } from './plan-topics';
import { ratesOf, scaleRates } from './rate-shares';
import type { RunRequest } from './run-request';

/** Plans a run whose parts are files as the bucket lists them. */
export async function planUnordered(
  run: string,
  concurrency: number,
  { payload }: RunRequest,
  dependencies: PlanDependencies,
): Promise<UnorderedPlan> {
  const { rootKey, targetTopic, sourceFormat } = dependencies.configuration;
  const request = await withSuppression(parseRequest(payload, targetTopic, sourceFormat), dependencies);
  const warnings = new Warnings();
  warnOfRemark(request, warnings);
  warnOfList(request, warnings);
  const topics = await prepare(run, request, { ...dependencies, warnings });
  return {
    ordered: false,
    list_prefix: `${rootKey}${request.sourcePrefix}`,
    request: { ...payload, ...boundList(request), ...ratesOf(scaleRates(request.pace, 1 / concurrency)) },
    ...listOf(request),
    ...topics,
    ...(warnings.list.length > 0 && { warnings: warnings.list }),
  };
}

/** The files need not be known beforehand, but where it depends on them which topics are published to, or made. */
async function prepare(
  run: string,
  request: ReplayRequest,
  dependencies: PlanDependencies & { readonly warnings: Warnings },
): Promise<Pick<UnorderedPlan, 'topics'>> {
  if (!isTopicTemplate(request.targetTopic) && request.createTopic === undefined) {
    await assertTargets(request, dependencies);
    return {};
  }
  const { partitions } = await listPartitions(request, new Map(), dependencies);
  // The times of the records are left to the parts, which read them anyway.
  const tellTimes = async () => new Map();
  const topics = await planTopics(run, request, partitions, tellTimes, dependencies);
  const targets = await openTargets(request, partitions, tellTimes, dependencies);
  if (targets !== undefined) {
    await close(targets.publisher, dependencies.log);
  }
  return topics;
}
