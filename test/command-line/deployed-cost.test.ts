import { COST } from '../../command-line/cost/cost';
import type { DeployedBill } from '../../command-line/cost/deployed/deployed';
import { HOURS_OF_MONTH, writing } from '../../src/contract/bill';
import { PRICES } from '../../src/contract/prices';
import { type Deployment, deploy } from './support/deployment';
import { aFunction, lambdaValue, logged, ownValue, pollerUnits, stored } from './support/functions';
import { printed } from './support/printed';

const HOUR = 3_600_000;
/** On the hour, so that seven days are 168 whole ones. */
const NOW = Date.UTC(2026, 3, 20, 12);
const WEEK = Array.from({ length: 168 }, (_, index) => NOW - (index + 1) * HOUR);
const MONTHS = HOURS_OF_MONTH / 168;
const GIB = 2 ** 30;
const MAPPING = { UUID: 'mapping-1', State: 'Enabled', ProvisionedPollerConfig: { MinimumPollers: 1 } };

let deployed: Awaited<ReturnType<typeof deploy>> | undefined;
beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await deployed?.remove();
  deployed = undefined;
});

async function told(deployment: Deployment, ...typed: string[]): Promise<string> {
  deployed = await deploy(deployment);
  return printed(COST, typed);
}

async function bill(deployment: Deployment, ...typed: string[]): Promise<DeployedBill> {
  return JSON.parse(await told(deployment, '--json', ...typed));
}

function meters({ functions, shared }: DeployedBill) {
  const lines = [...functions.flatMap((fn) => fn.lines), ...shared];
  return Object.fromEntries(lines.map(({ meter, dollars, figures }) => [meter.name, { dollars, figures }]));
}

const ingest = (sent: Deployment['sent']): Deployment => ({
  functions: { Ingest: aFunction('Ingest', { mappings: [MAPPING] }) },
  sent,
});

test('files are calculated by the size of each class, and for a month', async () => {
  const [hour = 0] = WEEK;
  const {
    'S3 Files operations': operations,
    'exports to the bucket': put,
    bucket,
  } = meters(
    await bill(
      ingest([
        ...ownValue('Ingest', 'FilesWritten', 'small', hour, 7000),
        ...ownValue('Ingest', 'BytesWritten', 'small', hour, 7000 * 1024),
        ...ownValue('Ingest', 'FilesWritten', 'large', hour, 70),
        ...ownValue('Ingest', 'BytesWritten', 'large', hour, 70 * 2 ** 20),
      ]),
      'Ingest',
    ),
  );
  expect(operations?.dollars).toBeCloseTo((7000 * writing(1024) + 70 * writing(2 ** 20)) * MONTHS, 6);
  expect(operations?.figures).toEqual({ files: 7070, bytes: 7000 * 1024 + 70 * 2 ** 20 });
  expect(put?.dollars).toBeCloseTo(7070 * PRICES.put.value * MONTHS, 6);
  expect(bucket?.dollars).toBeCloseTo(((7000 * 1024 + 70 * 2 ** 20) / GIB) * PRICES.bucket.value * MONTHS, 6);
});

test('a unit of pollers, a gigabyte that is stored and a metric cost what a month of them costs', async () => {
  const found = meters(
    await bill(
      ingest(
        WEEK.flatMap((hour) => [
          pollerUnits('mapping-1', hour, 1),
          stored(hour, GIB),
          stored(hour + HOUR / 2, 3 * GIB),
          ...ownValue('Ingest', 'FilesWritten', 'small', hour, 1),
          logged('Ingest', hour, GIB / 168),
        ]),
      ),
      'Ingest',
    ),
  );
  expect(found['provisioned pollers']).toEqual({
    dollars: expect.closeTo(PRICES.pollerUnit.value * HOURS_OF_MONTH),
    figures: { unitHours: 168, mappings: 1 },
  });
  expect(found['fast storage']).toEqual({
    dollars: expect.closeTo(2 * PRICES.fastStorage.value),
    figures: { bytes: 2 * GIB },
  });
  expect(found['metrics']?.dollars).toBeCloseTo(2 * PRICES.metric.value);
  expect(found['logs']?.dollars).toBeCloseTo(PRICES.logs.value * MONTHS);
});

test('the function costs its invocations, and its time with its memory', async () => {
  const sent = WEEK.flatMap((hour) => [
    lambdaValue('Ingest', 'Invocations', hour, 120),
    lambdaValue('Ingest', 'Duration', hour, 60_000),
  ]);
  const half = { functions: { Ingest: aFunction('Ingest', { MemorySize: 1024 }) }, sent };
  const { dollars, figures } = meters(await bill(half, 'Ingest')).function ?? {};
  expect(figures).toEqual({ invocations: 120 * 168, seconds: 60 * 168, memoryMiB: 1024 });
  expect(dollars).toBeCloseTo((120 * PRICES.invocation.value + 60 * PRICES.compute.value) * HOURS_OF_MONTH, 6);
});

test('an hour that is not over yet counts for the part that has gone by', async () => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW + HOUR / 4);
  const sent = [...WEEK, NOW].map((hour) => pollerUnits('mapping-1', hour, 1));
  const { 'provisioned pollers': pollers } = meters(await bill(ingest(sent), 'Ingest'));
  expect(pollers?.figures.unitHours).toBeCloseTo(168.25);
  expect(pollers?.dollars).toBeCloseTo(PRICES.pollerUnit.value * HOURS_OF_MONTH);
});

test('a replay is told with the least that its reads cost, and with the most', async () => {
  const [hour = 0] = WEEK;
  const text = await told(
    {
      functions: { Replayer: aFunction('Replayer') },
      sent: [
        ...ownValue('Replayer', 'FilesRead', 'small', hour, 1_000_000),
        ...ownValue('Replayer', 'BytesRead', 'small', hour, 1_000_000 * 4096),
        ...ownValue('Replayer', 'RecordsPublished', 'small', hour, 990_000),
      ],
    },
    'Replayer',
  );
  expect(text).toContain('Replayer: 990,000 records published');
  expect(text).toMatch(
    / {2}files that were read +\$2\.40 {2}1,000,000 files of 4\.0 KiB, from the bucket; \$\d+\.\d\d more if all were imported/,
  );
});

test('functions are named by outputs of stacks, and what they share is counted once', async () => {
  const [hour = 0] = WEEK;
  const deployment = {
    functions: { Ingest: aFunction('Ingest'), Replayer: aFunction('Replayer') },
    outputs: { Files: { Ingest: 'Ingest', Replayer: 'Replayer' } },
    sent: [...WEEK.map((time) => stored(time, GIB)), lambdaValue('Ingest', 'Invocations', hour, 1)],
  };
  const text = await told(deployment, 'Files.Ingest', 'Files.Replayer', 'Files.Ingest');
  expect(text.match(/^ {2}fast storage +\$0\.36/gm)).toHaveLength(1);
  expect(text.match(/^Ingest: /gm)).toHaveLength(1);
  expect(text).toContain('\nReplayer: no data of these days\n');
});

test('the total is the sum of the lines, of which each has its figure', async () => {
  const sent = WEEK.flatMap((hour) => [
    pollerUnits('mapping-1', hour, 1),
    lambdaValue('Ingest', 'Invocations', hour, 120),
    ...ownValue('Ingest', 'FilesWritten', 'small', hour, 100),
    ...ownValue('Ingest', 'BytesWritten', 'small', hour, 100 * 2 ** 20),
    ...ownValue('Ingest', 'RecordsWritten', 'small', hour, 10_000),
    stored(hour, GIB),
  ]);
  const { total, functions, shared } = await bill(ingest(sent), 'Ingest');
  const lines = [...functions.flatMap((fn) => fn.lines), ...shared];
  expect(total).toBeCloseTo(lines.reduce((sum, { dollars }) => sum + dollars, 0));
  expect(lines.map(({ note }) => note)).toEqual(lines.map(() => expect.stringMatching(/\d/)));
  expect(functions.map(({ recordsWritten }) => recordsWritten)).toEqual([1_680_000]);
});

test('a deployment that is younger than the days is told, with what that makes of the month', async () => {
  const text = await told(ingest(WEEK.slice(0, 24).map((hour) => pollerUnits('mapping-1', hour, 1))), 'Ingest');
  expect(text).toContain(
    'Ingest: no records; nothing before 2026-04-19T12:00:00Z: if it was not deployed then, all but the metrics costs 7.0 times as much',
  );
});

test('values that come in several pages, and more metrics than a request takes, are all counted', async () => {
  const names = Array.from({ length: 15 }, (_, index) => `Function${index}`);
  const deployment = {
    functions: Object.fromEntries(names.map((name) => [name, aFunction(name)])),
    sent: names.flatMap((name) => WEEK.map((hour) => lambdaValue(name, 'Invocations', hour, 1))),
    metrics: { pageSize: 1000 },
  };
  const { functions } = await bill(deployment, ...names);
  expect(functions.map(({ lines }) => lines[0]?.figures.invocations)).toEqual(names.map(() => 168));
  expect(deployed?.requests.filter((queries) => queries > 500)).toEqual([]);
  expect(new Set(deployed?.requests).size).toBe(2);
});

test.each([
  [
    'pollers that send no units',
    { mappings: [MAPPING] },
    'not seen: the pollers of mapping-1, which has sent no EventPollerUnit',
  ],
  [
    'a file system that sends no size',
    {},
    'not seen: fast storage of fs-0123456789abcdef0, which has sent no StorageBytes',
  ],
  [
    'no file system',
    { FileSystemConfigs: [] },
    'not seen: fast storage, since Ingest mounts no file system of Amazon S3 Files',
  ],
  ['another processor', { Architectures: ['x86_64'] }, 'not seen: that Ingest runs on x86_64'],
])('it is said what cannot be seen: %s', async (_, different, text) => {
  const sent = WEEK.flatMap((hour) => lambdaValue('Ingest', 'Duration', hour, 1));
  expect(await told({ functions: { Ingest: aFunction('Ingest', different) }, sent }, 'Ingest')).toContain(text);
});

test('no data is a failure that says where it was looked for', async () => {
  const before = lambdaValue('Ingest', 'Invocations', NOW - 8 * 24 * HOUR, 1);
  await expect(told(ingest([before]), 'Ingest')).rejects.toThrow(
    'there is no data of Ingest from 2026-04-13T12:00:00Z to 2026-04-20T12:00:00Z, neither of AWS Lambda nor in the namespace S3Files; give more --days',
  );
  expect(await printed(COST, ['Ingest', '--days', '9'])).toContain('1 invocation');
});

test.each([
  [
    'lambda:GetFunctionConfiguration',
    { forbidden: ['GetFunctionConfiguration'] },
    {},
    'the function Ingest cannot be described',
  ],
  [
    'lambda:ListEventSourceMappings',
    { forbidden: ['ListEventSourceMappings'] },
    {},
    'the event source mappings of Ingest cannot be listed',
  ],
  ['cloudwatch:GetMetricData', {}, { isForbidden: true }, 'the metrics cannot be read'],
])('a missing right to %s is named', async (action, fn, metrics, what) => {
  const failing = told({ functions: { Ingest: aFunction('Ingest', fn) }, sent: [], metrics }, 'Ingest');
  await expect(failing).rejects.toThrow(
    `${what}: AccessDeniedException: not authorized to perform: ${action}; allow the action ${action}`,
  );
});

test('a function that is none of this library is refused', async () => {
  const other = { functions: { Other: aFunction('Other', { Environment: undefined }) }, sent: [] };
  await expect(told(other, 'Other')).rejects.toThrow('the function Other is that of no ingest and no replayer');
});

test.each([
  [
    'figures and a target',
    ['Ingest', '--bytes', '4096'],
    "--bytes is a figure of yours, and what is deployed has its own: got 'Ingest' as well",
  ],
  ['days and no target', ['--days', '7', '--bytes', '1'], '--days is for what is deployed'],
  [
    'days that CloudWatch does not keep',
    ['Ingest', '--days', '456'],
    "--days is '456'; give a whole number from 1 to 455",
  ],
])('it is refused to take %s', async (_, typed, text) => {
  await expect(printed(COST, typed)).rejects.toThrow(text);
});
