import { inTime } from '../../deadline/in-time';
import type { ReplayRequest } from '../request/request';
import type { Positions } from '../runs/position';
import { Warnings } from '../runs/warnings';
import type { SourcePartition } from '../selection/file-to-replay';
import type { SelectedFiles } from '../selection/select-files';
import { warnOfRemark, warnOfSelection } from '../selection/selection-warnings';
import { warnOfList, withSuppression } from '../suppression/with-suppression';
import { listPartitions } from './list-partitions';
import type { PlanDependencies } from './plan-dependencies';
import { requestOfRun } from './resumed-request';
import type { RunRequest } from './run-request';

/** The files of an ordered run, by their names, and what is to be said of the choice. */
export interface FilesOfRun {
  readonly request: ReplayRequest;
  /** The positions from which the run begins, if it resumes another. */
  readonly progress: Positions;
  readonly plan: SelectedFiles;
  readonly partitions: readonly SourcePartition[];
  readonly warnings: Warnings;
}

/** Reads the request of a run and lists its files; none is opened. */
export async function filesOfRun(runRequest: RunRequest, dependencies: PlanDependencies): Promise<FilesOfRun> {
  const { configuration, deadline } = dependencies;
  const reading = requestOfRun(dependencies.store(), runRequest, configuration, (asked) =>
    withSuppression(asked, dependencies),
  );
  const { request, progress } = await inTime(deadline, reading, 'reading where to resume');
  const { plan, partitions } = await listPartitions(request, progress, dependencies);
  const warnings = new Warnings();
  warnOfRemark(request, warnings);
  warnOfList(request, warnings);
  warnOfSelection(plan, request, warnings);
  return { request, progress, plan, partitions, warnings };
}
