import type { TellTimes } from '../publishing/kept';
import { refuseTargets } from '../publishing/refuse-targets';
import type { ReplayRequest } from '../request/request';
import type { SourcePartition } from '../selection/file-to-replay';
import type { TopicDependencies } from './make-topics';
import type { PreparedTopics } from './prepared-topics';

/**
 * Refuses targets that cannot be, and makes the topics that are to be made. What makes them is loaded only where it is asked for.
 *
 * @returns undefined where no topic is to be made
 */
export async function prepareTargets(
  request: ReplayRequest,
  partitions: readonly SourcePartition[],
  tellTimes: TellTimes,
  dependencies: TopicDependencies,
): Promise<PreparedTopics | undefined> {
  refuseTargets(request, partitions, dependencies.warnings);
  if (request.createTopic === undefined || partitions.length === 0) {
    return undefined;
  }
  const { prepareTopics } = await import('./prepare-topics');
  return prepareTopics(request, request.createTopic, partitions, tellTimes, dependencies);
}
