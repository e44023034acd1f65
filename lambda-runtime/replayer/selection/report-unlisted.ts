import type { ProblemLog } from '../../telemetry/problem-log';
import type { ReplayRequest } from '../request/request';
import type { SelectedFiles } from './select-files';

/**
 * Names the directories that could not be listed, whose records belong to partitions that nobody knows.
 *
 * @throws if records are to be published and a file that cannot be read is to stop its partition: it might be any
 * partition's, so that none may begin
 */
export function reportUnlisted(
  { unlisted: { count, first } }: SelectedFiles,
  { dryRun, onUnreadable, sourcePrefix }: ReplayRequest,
  problems: ProblemLog,
): void {
  for (const problem of first) {
    problems.add({ problem });
  }
  problems.addUntold(count - first.length);
  if (count > 0 && !dryRun && onUnreadable === 'fail') {
    throw new Error(
      `${count} ${count === 1 ? 'place' : 'places'} below '${sourcePrefix}' cannot be read, and nobody knows which records ` +
        `stand there, so that nothing was published; ${first[0]}; mend that, or give "on_unreadable": "skip" to replay ` +
        'without them',
    );
  }
}
