import type { NamesPlan } from '../../../src/contract/payload-steps';
import { ProblemLog } from '../../telemetry/problem-log';
import { reportUnlisted } from '../selection/report-unlisted';
import { listOf } from './bound-list';
import { countFiles } from './count-files';
import { filesOfRun } from './files-of-run';
import type { PlanDependencies } from './plan-dependencies';
import type { RunRequest } from './run-request';

/**
 * Tells what the names of the files say of a run, for somebody who only looks: no file is opened, Kafka is not asked, and
 * nothing is written or made. Whether the targets would take the records is left open.
 */
export async function planByNames(runRequest: RunRequest, dependencies: PlanDependencies): Promise<NamesPlan> {
  const { request, plan, partitions, warnings } = await filesOfRun(runRequest, dependencies);
  reportUnlisted(plan, request, new ProblemLog(dependencies.log, 'not planned'));
  return {
    names_only: true,
    ...(await countFiles(plan, partitions, dependencies)),
    ...listOf(request),
    ...(warnings.list.length > 0 && { warnings: warnings.list }),
  };
}
