import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { metered, units } from '../../../src/contract/bill';
import { MINIMUMS } from '../../../src/contract/prices';
import { useMount } from '../../handlers/support/mount';
import { CASES, type Case, DEFAULTS, FILE_A_RECORD, type Worked, worked } from './cases';
import { calculatedOf } from './command';
import { ruleOf } from './deployed';
import { calculatedOfDeployed } from './measured';
import { costPage, costSummary } from './page';

const REPOSITORY = join(__dirname, '../../..');
const PAGE = join(REPOSITORY, 'docs/explanation/cost.md');
const README = join(REPOSITORY, 'README.md');
const SUMMARY = /(<!-- cost: generated -->\n\n)[\s\S]*?(\n\n<!-- end of the cost -->)/;

useMount();
const known = new Map<string, Promise<Worked>>();
const once = (given: Case): Promise<Worked> => {
  const work = known.get(given.title) ?? worked(given);
  known.set(given.title, work);
  return work;
};
const all = async (): Promise<Worked[]> => {
  const cases: Worked[] = [];
  for (const given of CASES) {
    cases.push(await once(given));
  }
  return cases;
};

// With this variable page and README are written instead: UPDATE_COST=1 npx jest test/evidence/cost
test('the page of costs is what the templates come to (if not: UPDATE_COST=1 rewrites it)', async () => {
  const page = await costPage(await all());
  if (process.env.UPDATE_COST) {
    writeFileSync(PAGE, page);
  }
  expect(readFileSync(PAGE, 'utf8')).toBe(page);
});

test('the README has the lines that matter of it', async () => {
  const readme = readFileSync(README, 'utf8');
  const written = readme.replace(SUMMARY, `$1${costSummary(await all()).replaceAll('$', '$$$$')}$2`);
  expect(readme).toMatch(SUMMARY);
  if (process.env.UPDATE_COST) {
    writeFileSync(README, written);
  }
  expect(readFileSync(README, 'utf8')).toBe(written);
});

describe('what an app chooses changes what it costs, so that another default does', () => {
  const { title: _, ...defaults } = DEFAULTS;
  const of = async (options: string) => (await worked({ ...defaults, title: options, options })).bill;

  test.each([
    ['the window of batches', 'maxBatchingWindow: Duration.seconds(7)', ['put', 'lambda', 'filesPerDay']],
    ['the size of batches', 'batchSize: 50', ['put', 'lambda', 'filesPerDay']],
    [
      'the size of segments',
      'layout: FileLayout.segments({ maxFileSize: Size.kibibytes(64) })',
      ['put', 'filesPerDay'],
    ],
    ['the layout', 'layout: FileLayout.perRecord()', ['operations', 'put', 'fastStorage', 'filesPerDay']],
    ['compression', 'compression: Compression.GZIP', ['operations', 'fastStorage', 'bucket']],
    [
      'expiry',
      'fileSystemOptions: { synchronizationConfiguration: { dataExpiration: Duration.days(7) } }',
      ['fastStorage'],
    ],
    ['the pollers', 'provisionedPollerConfig: { minimumPollers: 11, maximumPollers: 20 }', ['pollers']],
    ['memory', 'memorySize: 3538', ['lambda']],
  ] as const)('%s', async (_name, options, changed) => {
    const [before, after] = [(await once(DEFAULTS)).bill, await of(options)];
    for (const part of changed) {
      expect(Math.abs(after[part] / before[part] - 1)).toBeGreaterThan(0.05);
    }
  });

  test('the size classes', async () => {
    const kept = "sizeClasses: [{ name: 'all', prefix: 'all/', cacheSizeLessThan: Size.mebibytes(2) }]";
    const [before, after] = [await once(DEFAULTS), await worked({ ...DEFAULTS, options: kept })];
    expect([before.replay.imported, after.replay.imported]).toEqual([false, true]);
    expect(after.replay.total).toBeGreaterThan(5 * before.replay.total);
  });
});

test.each(CASES)('the command for own figures agrees with the table: $title', async (given) => {
  const { bill, replay } = await once(given);
  const { month, replay: again } = await calculatedOf(given);
  const { natGateways, ...parts } = month;
  expect(Object.keys(parts)).toEqual(Object.keys(bill));
  expect(natGateways).toBe(0);
  const apart = [
    ...Object.entries(bill).map(([part, value]) => [part, value, month[part as keyof typeof bill]] as const),
    ...(['operations', 'get', 'lambda', 'total'] as const).map((part) => [part, replay[part], again[part]] as const),
  ].filter(([, table, own]) => !(Math.abs(own - table) <= 0.02 * table));
  expect(apart).toEqual([]);
});

test.each(CASES)(
  'what is deployed, and has run for a week as the table says, costs what the table says: $title',
  async (given) => {
    const { bill } = await once(given);
    const { functions, shared, total } = await calculatedOfDeployed(await once(given));
    const lines = [...functions.flatMap((fn) => fn.lines), ...shared];
    const of = (...names: string[]) =>
      lines.filter(({ meter }) => names.includes(meter.name)).reduce((sum, { dollars }) => sum + dollars, 0);
    const found = {
      operations: of('S3 Files operations'),
      put: of('exports to the bucket'),
      fastStorage: of('fast storage'),
      pollers: of('provisioned pollers'),
      lambda: of('function'),
      cloudWatch: of('metrics', 'logs'),
      bucket: of('bucket'),
      total,
    };
    const { filesPerDay: _, bytesPerFile: __, ...expected } = bill;
    const apart = Object.entries(expected).filter(
      ([part, value]) => !(Math.abs(found[part as keyof typeof found] - value) <= 0.02 * value),
    );
    expect([apart, found]).toEqual([[], expect.anything()]);
  },
);

test('a small operation is billed as 32 KiB, and larger ones by the KiB, MiB by MiB', () => {
  const KIB = 1024;
  expect([0, 4 * KIB, 33 * KIB - 1, 1024 * KIB, 1025 * KIB].map((bytes) => metered(bytes) / KIB)).toEqual([
    32, 32, 33, 1024, 1056,
  ]);
});

describe('units of pollers', () => {
  const own = { BatchSize: 1, ProvisionedPollerConfig: { MinimumPollers: 1 } };
  const grouped = { BatchSize: 1, ProvisionedPollerConfig: { MinimumPollers: 1, PollerGroupName: 'a' } };
  const onDemand = { BatchSize: 1 };

  test.each([
    ['one for each mapping', [own, own, own], 0, 3],
    ['one for a group', [grouped, grouped, grouped], 0, 1],
    ['two for a group of eleven', Array(11).fill(grouped), 0, 2],
    ['none on demand', [onDemand, onDemand], 0, 0],
    ['more where more comes in than one takes', [own], MINIMUMS.bytesOfUnit.value * 2.5, 3],
  ])('%s', (_, mappings, bytesPerSecond, expected) => {
    expect(units(mappings, bytesPerSecond)).toBe(expected);
  });
});

test('the rule of a file is the one with the longest prefix', async () => {
  const { deployed } = await once(FILE_A_RECORD);
  expect(ruleOf(deployed, 'events/large/x').prefix).toBe('events/large/');
  expect(ruleOf(deployed, 'elsewhere/x').prefix).toBe('');
});
