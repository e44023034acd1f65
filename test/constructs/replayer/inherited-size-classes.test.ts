import { Template } from 'aws-cdk-lib/assertions';
import { Size } from 'aws-cdk-lib/core';
import { DirectoryTimeUnit, FileDirectory, FileLayout, KafkaToS3FilesIngest, type SizeClass } from '../../../src';
import type { SizeClassSetting } from '../../../src/contract/size-classes';
import { warnings } from '../support/stacks';
import { Pipeline } from './replayers';

let given: Pipeline;
beforeEach(() => {
  given = new Pipeline();
});

const TINY: SizeClass[] = [
  { name: 'tiny', prefix: 'tiny/', sizeLessThan: Size.kibibytes(1), layout: FileLayout.perRecord() },
  { name: 'rest', prefix: 'rest/' },
];

function ingest(sizeClasses?: SizeClass[], id = 'Ingest', accessPoint = given.accessPoint): void {
  const { stack, vpc, cluster } = given;
  new KafkaToS3FilesIngest(stack, id, { vpc, cluster, accessPoint, topic: `events-of-${id}`, sizeClasses });
}

function settings(): SizeClassSetting[] {
  const functions = Object.values(Template.fromStack(given.stack).findResources('AWS::Lambda::Function'));
  const replayer = functions.find(({ Properties }) => Properties.Environment?.Variables.TARGET_TOPIC);
  return JSON.parse(replayer?.Properties.Environment.Variables.SIZE_CLASSES);
}

const classes = () => settings().map(({ name }) => name);
const units = () => settings().map(({ timeUnit }) => timeUnit);
const byTime = (unit: DirectoryTimeUnit) => FileLayout.perRecord({ directories: [FileDirectory.time(unit)] });

const ofClasses = () => warnings(given.stack).filter((text) => text.includes('sizeClassesOfIngestDiffer'));

describe('the size classes of a replayer', () => {
  test.each([true, false])('are those of the ingest that writes what it reads (made before: %s)', (before) => {
    if (before) ingest(TINY);
    given.replayer();
    if (!before) ingest(TINY);
    expect(classes()).toEqual(['tiny', 'rest']);
    expect(ofClasses()).toEqual([]);
  });

  test('are those of an ingest at another access point with the same root', () => {
    ingest(TINY, 'Ingest', given.fileSystem.addAccessPoint('Again', { path: '/events' }));
    given.replayer();
    expect(classes()).toEqual(['tiny', 'rest']);
  });

  test('tell the unit of the directories by time, by which the replayer reads paths', () => {
    const [tiny, rest] = TINY as [SizeClass, SizeClass];
    ingest([
      { ...tiny, layout: byTime(DirectoryTimeUnit.MINUTE) },
      { ...rest, layout: byTime(DirectoryTimeUnit.DAY) },
    ]);
    given.replayer();
    expect(units()).toEqual(['MINUTE', 'DAY']);
  });

  test('tell the coarsest unit of several ingests, and none of a layout without a time', () => {
    const [tiny, rest] = TINY as [SizeClass, SizeClass];
    const untimed = { ...rest, layout: FileLayout.perRecord({ directories: [FileDirectory.topic()] }) };
    ingest([{ ...tiny, layout: byTime(DirectoryTimeUnit.MINUTE) }, untimed]);
    ingest([{ ...tiny, layout: byTime(DirectoryTimeUnit.DAY) }, untimed], 'Other');
    given.replayer();
    expect(units()).toEqual(['DAY', undefined]);
  });

  test('that are given tell the unit, too, by their own layout where the ingest is of another app', () => {
    given.replayer({ sizeClasses: [{ name: 'all', prefix: 'all/', layout: byTime(DirectoryTimeUnit.DAY) }] });
    expect(units()).toEqual(['DAY']);
    expect(settings()).not.toContainEqual(expect.objectContaining({ layout: expect.anything() }));
  });

  test('are small and large where no ingest writes what it reads', () => {
    ingest(TINY, 'Ingest', given.fileSystem.addAccessPoint('Elsewhere', { path: '/elsewhere' }));
    given.replayer();
    expect(classes()).toEqual(['small', 'large']);
    expect(ofClasses()).toEqual([]);
  });

  test('get a warning where others were given than the ingest has', () => {
    ingest(TINY);
    given.replayer({ sizeClasses: [{ name: 'all', prefix: 'all/' }] });
    expect(classes()).toEqual(['all']);
    expect(ofClasses()).toEqual([
      expect.stringContaining(
        "counts by the size classes 'all' in 'all/', and 'Stack/Ingest' writes what it reads in 'tiny' in 'tiny/', 'rest' in 'rest/'",
      ),
    ]);
  });

  test('must be chosen where two ingests have different ones, which a warning says', () => {
    ingest(TINY);
    ingest(undefined, 'Other');
    given.replayer();
    expect(ofClasses()).toEqual([expect.stringContaining("give the replayer 'sizeClasses'")]);
  });
});
