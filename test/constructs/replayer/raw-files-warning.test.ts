import * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration } from 'aws-cdk-lib/core';
import {
  DirectoryTimeUnit,
  FileDirectory,
  FileLayout,
  KafkaToS3FilesIngest,
  type KafkaToS3FilesIngestProps,
  RecordFormat,
  type ReplayScheduleOptions,
  SuppressionList,
} from '../../../src';
import { warnings } from '../support/stacks';
import { Pipeline } from './replayers';
import { inputOf, NIGHTLY } from './schedules';

let given: Pipeline;
beforeEach(() => {
  given = new Pipeline();
});

const raw = { format: RecordFormat.value(), layout: FileLayout.perRecord() };
const without = { ...raw, layout: FileLayout.perRecord({ directories: [FileDirectory.topic()] }) };
const by = (unit: DirectoryTimeUnit) => ({
  ...raw,
  layout: FileLayout.perRecord({ directories: [FileDirectory.time(unit), FileDirectory.topic()] }),
});
const day = { lookback: Duration.days(1) };
const quarter = { lookback: Duration.minutes(15) };

function lacking(ingest: Partial<KafkaToS3FilesIngestProps>, options: Partial<ReplayScheduleOptions>): string[] {
  const { accessPoint, vpc, cluster } = given;
  new KafkaToS3FilesIngest(given.stack, 'Ingest', { accessPoint, vpc, cluster, topic: 'events', ...ingest });
  given.replayer().schedule('Nightly', { schedule: NIGHTLY, ...options });
  return warnings(given.stack).filter((warning) => warning.includes('rawFilesLackWhatIsAskedFor'));
}

describe('a window of time over raw values', () => {
  test.each<[string, Partial<ReplayScheduleOptions>]>([
    ['lookback', day],
    ['startTime', { startTime: new Date('2026-04-13T00:00:00Z') }],
    ['endTime', { endTime: new Date('2026-04-13T00:00:00Z') }],
  ])('by %s is warned of where the directories tell no time, since nothing would be replayed', (name, options) => {
    expect(lacking(without, options)).toEqual([
      expect.stringMatching(
        new RegExp(
          `schedule 'Nightly' replays a window of time \\('${name}'\\), but 'Stack/Ingest' writes raw values .* so that no record of them is replayed: give .*, or leave out '${name}'`,
        ),
      ),
    ]);
  });

  test('goes by the time of the directories', () => {
    expect(lacking(raw, day)).toEqual([]);
  });

  test('is warned of where it is shorter than the unit of the directories', () => {
    expect(lacking(by(DirectoryTimeUnit.HOUR), quarter)).toEqual([
      expect.stringContaining('only their directories tell the time, by the hour, which is longer than the window'),
    ]);
  });

  test('from one time to another is measured too', () => {
    const startTime = new Date('2026-04-13T00:00:00Z');
    const endTime = new Date('2026-04-13T12:00:00Z');
    expect(lacking(by(DirectoryTimeUnit.DAY), { startTime, endTime })).toHaveLength(1);
  });

  test('may be as short as the unit of the directories', () => {
    expect(lacking(by(DirectoryTimeUnit.MINUTE), quarter)).toEqual([]);
  });
});

describe('a choice by what raw values do not hold is warned of, whatever the directories tell', () => {
  test('by key', () => {
    expect(lacking(raw, { key: 'a' })).toEqual([expect.stringContaining('replays records by their key, but')]);
  });

  test('by header, beside the window', () => {
    expect(lacking(without, { ...day, header: { name: 'tenant', value: 'acme' } })).toEqual([
      expect.stringContaining("replays a window of time ('lookback')"),
      expect.stringContaining('replays records by their header, but'),
    ]);
  });
});

test('what is left out by what raw values do not hold is warned of, too', () => {
  const suppress = SuppressionList.fromBucket(new s3.Bucket(given.stack, 'Lists'), 'forgotten.txt');
  expect(lacking(raw, { only: { keys: ['a'] }, exclude: { keys: ['b'] }, suppress })).toEqual([
    expect.stringContaining('so that no record of them is replayed'),
    expect.stringMatching(/leaves out records by their keys or headers, but .* so that nothing of them is left out/),
    expect.stringMatching(/suppresses records by their keys, but .* so that nothing of them is suppressed/),
  ]);
});

describe('nothing is said', () => {
  test('of envelopes, which hold all of it', () => {
    expect(lacking({ ...without, format: RecordFormat.envelope() }, { ...day, key: 'a' })).toEqual([]);
  });

  test('of a schedule that replays everything', () => {
    expect(lacking(without, {})).toEqual([]);
  });

  test('of directories that the schedule does not replay', () => {
    expect(lacking(without, { ...day, sourcePrefix: 'large/', key: 'a' })).toHaveLength(2);
    given = new Pipeline();
    expect(lacking(without, { ...day, sourcePrefix: 'elsewhere/', key: 'a' })).toEqual([]);
  });

  test('of an access point that the replayer cannot see the files of', () => {
    const accessPoint = given.fileSystem.addAccessPoint('Other', { path: '/other' });
    expect(lacking({ ...without, accessPoint }, day)).toEqual([]);
  });
});

test('the payload has the key and the header', () => {
  given.replayer().schedule('Nightly', { schedule: NIGHTLY, key: 'a', header: { name: 'tenant', value: 'acme' } });
  expect(inputOf(given.stack)).toMatchObject({ key: 'a', header: { name: 'tenant', value: 'acme' } });
});

test('a header without its value is refused', () => {
  const header = { name: 'tenant' } as never;
  expect(() => given.replayer().schedule('Nightly', { schedule: NIGHTLY, header })).toThrow(
    'value is missing: give a string',
  );
});
