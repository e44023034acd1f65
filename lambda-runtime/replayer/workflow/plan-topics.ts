import type { PlannedTopics } from '../../../src/contract/payload-steps';
import { topicsKey } from '../../../src/contract/run-keys';
import type { TellTimes } from '../publishing/kept';
import type { ReplayRequest } from '../request/request';
import type { SourcePartition } from '../selection/file-to-replay';
import type { TopicDependencies } from '../topics/make-topics';
import { prepareTargets } from '../topics/prepare-targets';
import { countTopics, writePreparedTopics } from '../topics/prepared-topics';
import type { PlanDependencies } from './plan-dependencies';

/**
 * Makes the target topics of a run that are to be made, and writes down in its folder which there were.
 *
 * @returns the part of the plan that tells of them; nothing where none is to be made
 */
export async function planTopics(
  run: string,
  request: ReplayRequest,
  partitions: readonly SourcePartition[],
  tellTimes: TellTimes,
  dependencies: PlanDependencies & TopicDependencies,
): Promise<{ readonly topics?: PlannedTopics }> {
  const prepared = await prepareTargets(request, partitions, tellTimes, dependencies);
  if (prepared === undefined) {
    return {};
  }
  await writePreparedTopics(dependencies.store(), run, prepared);
  return { topics: { key: topicsKey(run), ...countTopics(prepared) } };
}
