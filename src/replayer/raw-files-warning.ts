import { Annotations, Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { coarsestUnit, type TimeUnit } from '../contract/layouts';
import type { IngestOfApp } from '../ingest/ingests-of-app';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';
import type { ReplayScheduleOptions } from './replay-schedule-options';
import { ingestsReplayed } from './replayed-ingests';

const UNITS: Readonly<Record<TimeUnit, Duration>> = {
  DAY: Duration.days(1),
  HOUR: Duration.hours(1),
  MINUTE: Duration.minutes(1),
};

/**
 * Warns at synthesis if a schedule chooses records by what an ingest of this app does not keep: files of raw values hold no
 * time, no key and no headers. Of the time, the directories may tell something.
 *
 * @param scope the replayer
 */
export function warnOfRawFiles(
  scope: Construct,
  id: string,
  options: ReplayScheduleOptions,
  accessPoint: IS3FilesAccessPoint,
): void {
  scope.node.addValidation({
    validate: () => {
      for (const ingest of ingestsReplayed(scope, accessPoint, options.sourcePrefix).filter(isRaw)) {
        for (const lack of lacks(options, ingest)) {
          Annotations.of(scope).addWarningV2(
            'cdk-s3files:rawFilesLackWhatIsAskedFor',
            `schedule '${id}' ${lack.asked}, but '${ingest.construct.node.path}' writes raw values (RecordFormat.value()), ${lack.why}: ${lack.remedy}`,
          );
        }
      }
      return [];
    },
  });
}

function isRaw({ files }: IngestOfApp): boolean {
  return !files.format._holdsWholeRecords;
}

interface Lack {
  readonly asked: string;
  readonly why: string;
  readonly remedy: string;
}

const WHOLE_RECORDS = "give that ingest 'format: RecordFormat.envelope()'";

/** The options that look at what raw files do not hold. */
const FIELDS = [
  { name: 'key', asked: 'replays records by their key', effect: 'no record of them is replayed' },
  { name: 'header', asked: 'replays records by their header', effect: 'no record of them is replayed' },
  { name: 'only', asked: 'replays records by their keys or headers', effect: 'no record of them is replayed' },
  { name: 'exclude', asked: 'leaves out records by their keys or headers', effect: 'nothing of them is left out' },
  { name: 'suppress', asked: 'suppresses records by their keys', effect: 'nothing of them is suppressed' },
] as const;

function lacks(options: ReplayScheduleOptions, ingest: IngestOfApp): Lack[] {
  const fields = FIELDS.filter(({ name }) => options[name] !== undefined).map(({ name, asked, effect }) => ({
    asked,
    why: `whose files hold none, so that ${effect}`,
    remedy: `${WHOLE_RECORDS}, or leave out '${name}'`,
  }));
  const time = lackOfTime(options, ingest);
  return time ? [time, ...fields] : fields;
}

function lackOfTime(options: ReplayScheduleOptions, { files }: IngestOfApp): Lack | undefined {
  const { lookback, startTime, endTime } = options;
  const given = Object.entries({ lookback, startTime, endTime }).flatMap(([name, value]) => (value ? [name] : []));
  if (given.length === 0) return undefined;
  const asked = `replays a window of time ('${given.join("', '")}')`;
  const units = files.classes.map(({ layout }) => layout._timeUnit);
  const unit = units.includes(undefined) ? undefined : coarsestUnit(units);
  if (unit === undefined) {
    return {
      asked,
      why: 'whose files do not tell the time of their records, and into directories that do not tell it either, so that no record of them is replayed',
      remedy: `${WHOLE_RECORDS} or a directory such as FileDirectory.time(DirectoryTimeUnit.HOUR), or leave out '${given.join("', '")}'`,
    };
  }
  const window = windowOf(options);
  return window !== undefined && window < UNITS[unit].toMilliseconds()
    ? {
        asked,
        why: `and only their directories tell the time, by the ${unit.toLowerCase()}, which is longer than the window`,
        remedy: `${WHOLE_RECORDS}, or directories of a finer unit, or give a window of ${UNITS[unit].toHumanString()} or more`,
      }
    : undefined;
}

/** The length of the window in milliseconds; undefined if it has no end, or is a token. */
function windowOf({ lookback, startTime, endTime }: ReplayScheduleOptions): number | undefined {
  if (lookback) return lookback.isUnresolved() ? undefined : lookback.toMilliseconds();
  return startTime && endTime ? endTime.getTime() - startTime.getTime() : undefined;
}
