import { Duration } from 'aws-cdk-lib/core';
import {
  DirectoryTimeUnit,
  FileDirectory,
  FileLayout,
  KafkaToS3FilesIngest,
  type KafkaToS3FilesIngestProps,
  RecordFormat,
  type ReplayScheduleOptions,
} from '../../../src';
import { warnings } from '../support/stacks';
import { Pipeline } from './replayers';
import { NIGHTLY } from './schedules';

const byField = FileDirectory.hiveTime(DirectoryTimeUnit.DAY, 'UTC', { field: 'created.at' });
const byTime = FileDirectory.hiveTime(DirectoryTimeUnit.HOUR);
const eventTime = { layout: FileLayout.segments({ directories: [byField] }) };
const lastDay = { lookback: Duration.days(1), timeDirectories: true };

function warned(ingest: Partial<KafkaToS3FilesIngestProps>, options: Partial<ReplayScheduleOptions>): string[] {
  const given = new Pipeline();
  const { accessPoint, vpc, cluster } = given;
  new KafkaToS3FilesIngest(given.stack, 'Ingest', { accessPoint, vpc, cluster, topic: 'events', ...ingest });
  given.replayer().schedule('Nightly', { schedule: NIGHTLY, ...options });
  return warnings(given.stack).filter((warning) => warning.includes('directoriesTellAnotherTime'));
}

test('a schedule that leaves out days is warned of an ingest whose days are those of a field', () => {
  expect(warned(eventTime, lastDay)).toEqual([
    expect.stringContaining(
      "schedule 'Nightly' leaves out directories by their days ('timeDirectories'), but 'Stack/Ingest' names them after the field 'created.at' of values",
    ),
  ]);
  expect(warned(eventTime, { ...lastDay, sourcePrefix: 'small/' })).toHaveLength(1);
});

test.each<[string, Partial<KafkaToS3FilesIngestProps>, Partial<ReplayScheduleOptions>]>([
  ['looks into all directories', eventTime, { lookback: Duration.days(1) }],
  ['replays other files', eventTime, { ...lastDay, sourcePrefix: 'elsewhere/' }],
  ["goes by days of the records' own time", { layout: FileLayout.segments({ directories: [byTime] }) }, lastDay],
  ['finds those in front', { layout: FileLayout.segments({ directories: [byTime, byField] }) }, lastDay],
  [
    'replays raw values, whose time is that of their directories',
    { format: RecordFormat.value(), layout: FileLayout.perRecord({ directories: [byField] }) },
    lastDay,
  ],
])('no schedule is that %s', (_, ingest, options) => {
  expect(warned(ingest, options)).toEqual([]);
});
