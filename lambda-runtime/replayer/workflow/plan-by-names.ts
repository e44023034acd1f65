import type { NamesPlan } from '../../../src/contract/payload-steps';
import { inTime } from '../../deadline/in-time';
import { ProblemLog } from '../../telemetry/problem-log';
import { Warnings } from '../runs/warnings';
import { reportUnlisted } from '../selection/report-unlisted';
import { warnOfRemark, warnOfSelection } from '../selection/selection-warnings';
import { warnOfList, withSuppression } from '../suppression/with-suppression';
import { listOf } from './bound-list';
import { countFiles } from './count-files';
import { listPartitions } from './list-partitions';
import type { PlanDependencies } from './plan-dependencies';
import { requestOfRun } from './resumed-request';
import type { RunRequest } from './run-request';

/**
 * Tells what the names of the files say of a run, for somebody who only looks: no file is opened, Kafka is not asked, and
 * nothing is written or made. Whether the targets would take the records is left open.
 */
export async function planByNames(runRequest: RunRequest, dependencies: PlanDependencies): Promise<NamesPlan> {
  const { configuration, deadline, log } = dependencies;
  const readList = (request: Parameters<typeof withSuppression>[0]) => withSuppression(request, dependencies);
  const reading = requestOfRun(dependencies.store(), runRequest, configuration, readList);
  const { request, progress } = await inTime(deadline, reading, 'reading where to resume');
  const { plan, partitions } = await listPartitions(request, progress, dependencies);
  const warnings = new Warnings();
  warnOfRemark(request, warnings);
  warnOfList(request, warnings);
  warnOfSelection(plan, request, warnings);
  reportUnlisted(plan, request, new ProblemLog(log, 'not planned'));
  return {
    names_only: true,
    ...(await countFiles(plan, partitions, dependencies)),
    ...listOf(request),
    ...(warnings.list.length > 0 && { warnings: warnings.list }),
  };
}
