import { inTime } from '../../deadline/in-time';
import type { ReplayRequest } from '../request/request';
import type { Positions } from '../runs/position';
import { listing } from '../selection/file-source';
import type { SourcePartition } from '../selection/file-to-replay';
import { type SelectedFiles, selectFiles } from '../selection/select-files';
import { directoriesInTime } from '../selection/time-directories';
import type { PlanDependencies } from './plan-dependencies';

/**
 * Lists the files of a run.
 *
 * @returns the partitions in the order of their names, so that planning again gives the same plan
 */
export async function listPartitions(
  request: ReplayRequest,
  progress: Positions,
  { configuration: { root, limits, sizeClasses }, deadline }: PlanDependencies,
): Promise<{ readonly plan: SelectedFiles; readonly partitions: readonly SourcePartition[] }> {
  const files = listing(root, request, limits.maxFiles, directoriesInTime(sizeClasses, request));
  const what = `listing '${request.sourcePrefix}'; give a narrower source_prefix`;
  const plan = await inTime(deadline, selectFiles(files, request, progress, sizeClasses), what);
  return { plan, partitions: [...plan.partitions].sort((a, b) => (a.key < b.key ? -1 : 1)) };
}
