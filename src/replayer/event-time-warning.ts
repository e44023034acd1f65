import { Annotations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { TimeDirectorySetting } from '../contract/layouts';
import type { FileLayout } from '../ingest/file-layout';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';
import type { ReplayScheduleOptions } from './replay-schedule-options';
import { ingestsReplayed } from './replayed-ingests';

/**
 * Warns at synthesis if a schedule leaves out directories by their days, while an ingest of this app names its days after a
 * field of the value: the window is one of the records' own time, so that records in it would be left out.
 *
 * @param scope the replayer
 */
export function warnOfEventTime(
  scope: Construct,
  id: string,
  { timeDirectories, sourcePrefix }: ReplayScheduleOptions,
  accessPoint: IS3FilesAccessPoint,
): void {
  if (timeDirectories !== true) return;
  scope.node.addValidation({
    validate: () => {
      for (const { construct, files } of ingestsReplayed(scope, accessPoint, sourcePrefix)) {
        const field = files.classes.map(({ layout }) => fieldOfDays(layout)).find((path) => path !== undefined);
        if (field === undefined || !files.format._holdsWholeRecords) continue;
        Annotations.of(scope).addWarningV2(
          'cdk-s3files:directoriesTellAnotherTime',
          `schedule '${id}' leaves out directories by their days ('timeDirectories'), but '${construct.node.path}' names them after the field '${field}' of values, and the window is one of the records' own time, so that records of the window are left out: leave out 'timeDirectories', or the field`,
        );
      }
      return [];
    },
  });
}

/** The replay takes the first day on the path. */
function fieldOfDays(layout: FileLayout): string | undefined {
  const times = layout
    ._setting()
    .directories.filter((setting): setting is TimeDirectorySetting => setting.by === 'time');
  return times[0]?.field;
}
