import type { PlannedFiles } from '../../../src/contract/payload-steps';
import { inTime } from '../../deadline/in-time';
import { MOST_MESSAGES } from '../runs/statistics';
import type { SourcePartition } from '../selection/file-to-replay';
import { reportSkipped } from '../selection/report-skipped';
import type { SelectedFiles } from '../selection/select-files';
import { bytesBySample, recordsByName } from './estimates';
import type { PlanDependencies } from './plan-dependencies';

/** Counts the files of a run, by their names and by the size of some of them; none is opened. */
export async function countFiles(
  plan: SelectedFiles,
  partitions: readonly SourcePartition[],
  { configuration: { root }, deadline, log }: PlanDependencies,
): Promise<PlannedFiles> {
  return {
    partitions: partitions.length,
    files: partitions.reduce((sum, { files }) => sum + files.length, 0),
    records: recordsByName(partitions),
    bytes: await inTime(deadline, bytesBySample(root, partitions), 'looking at the size of files'),
    skipped: reportSkipped(plan, log),
    errors: plan.unlisted.count,
    ...(plan.unlisted.count > 0 && { error_messages: plan.unlisted.first.slice(0, MOST_MESSAGES) }),
    filtered: plan.byName.unopened.filtered,
    unknown_time: plan.byName.unopened.unknownTime,
  };
}
