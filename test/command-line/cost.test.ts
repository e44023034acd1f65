import type { Calculation } from '../../command-line/cost/calculation';
import { COST } from '../../command-line/cost/cost';
import { METERS } from '../../command-line/cost/meters';
import { sampleValue } from '../../command-line/cost/sample-value';
import { PRICES } from '../../src/contract/prices';
import { printed } from './support/printed';

const LOAD = ['--records-per-day', '1000000', '--bytes', '4096'];

const cost = async (...typed: string[]): Promise<Calculation> =>
  JSON.parse(await printed(COST, ['--json', ...LOAD, ...typed]));

test('the total is the sum of the meters', async () => {
  const { month, replay } = await cost('--nat-gateways', '2');
  expect(month.total).toBeCloseTo(METERS.reduce((sum, { part }) => sum + month[part], 0));
  expect(replay.total).toBeCloseTo(replay.operations + replay.get + replay.lambda);
  expect(month.natGateways).toBeCloseTo(2 * 730 * PRICES.natGateway.value);
});

test.each([
  ['--records-per-day', '2000000', ['operations', 'put', 'fastStorage', 'bucket', 'lambda']],
  ['--bytes', '8192', ['operations', 'fastStorage', 'bucket']],
  ['--topics', '2', ['put', 'pollers']],
  ['--partitions', '6', ['put', 'filesPerDay']],
  ['--pollers', '11', ['pollers']],
  ['--format', 'parquet', ['operations', 'fastStorage', 'bucket']],
  ['--layout', 'per-record', ['operations', 'put', 'filesPerDay']],
  ['--compression', 'gzip', ['operations', 'fastStorage', 'bucket']],
  ['--batch-size', '100', ['put', 'lambda']],
  ['--window', '7', ['put', 'lambda']],
  ['--segment-bytes', '65536', ['put', 'filesPerDay']],
  ['--days-in-fast-storage', '7', ['fastStorage']],
  ['--memory', '3538', ['lambda']],
  ['--months-kept', '12', ['bucket']],
] as const)('%s %s changes the meters that hang on it', async (option, value, changed) => {
  const [before, after] = [(await cost()).month, (await cost(option, value)).month];
  expect(changed.filter((part) => Math.abs(after[part] / before[part] - 1) < 0.05)).toEqual([]);
  expect(after.total).not.toBeCloseTo(before.total, 2);
});

test('topics share pollers only where they are told to', async () => {
  const [own, shared] = [await cost('--topics', '10'), await cost('--topics', '10', '--shared-pollers')];
  expect(own.month.pollers).toBeCloseTo(10 * shared.month.pollers);
  expect((await cost('--pollers', '0')).month.pollers).toBe(0);
});

test('a record of 128 KiB has a file of its own by default, and many smaller ones share a file', async () => {
  const filesOf = async (bytes: number) => {
    const typed = ['--json', '--records-per-day', '8640', '--bytes', `${bytes}`, '--partitions', '1'];
    return (JSON.parse(await printed(COST, typed)) as Calculation).month.filesPerDay;
  };
  expect(await filesOf(128 * 1024)).toBeCloseTo(8640);
  expect(await filesOf(128 * 1024 - 1)).toBeCloseTo(2880);
});

test('raw values have a file each, without what an envelope adds', async () => {
  const { month } = await cost('--format', 'value');
  expect([month.filesPerDay, month.bytesPerFile]).toEqual([expect.closeTo(1_000_000), 4096]);
});

test('each price that a meter is made of is told with its date and its source', async () => {
  const text = await printed(COST, LOAD);
  for (const { value, source, read, secondHand } of [PRICES.fastStorage, PRICES.put, PRICES.metric]) {
    const price = value.toLocaleString('en', { maximumFractionDigits: 10 });
    expect(text).toContain(`${price} `);
    expect(text).toContain(`(${source}, ${read}${secondHand ? ', as others quote it' : ''})`);
  }
  expect(text).not.toContain(PRICES.natGateway.what);
});

test.each([
  ['a figure is missing', ['--bytes', '10'], '--records-per-day is missing; give a whole number from 1'],
  ['a figure is no number', [...LOAD, '--topics', 'two'], "--topics is 'two'; give a whole number from 1 to 10000"],
  ['a record fits no event', ['--records-per-day', '1', '--bytes', '6000000'], "--bytes is '6000000'"],
  ['a format is unknown', [...LOAD, '--format', 'avro'], "--format is 'avro'; give one of envelope, parquet, value"],
  ['raw values share files', [...LOAD, '--format', 'value', '--layout', 'segments'], 'give envelope or parquet'],
  ['a place is given', [...LOAD, 'Stack.Function'], "got 'Stack.Function'"],
])('it is refused that %s', async (_, typed, text) => {
  await expect(printed(COST, typed)).rejects.toThrow(text);
});

test.each([1, 20, 100, 4096])('the sample of %i bytes has that size', (bytes) => {
  expect(Buffer.byteLength(sampleValue(bytes))).toBe(bytes);
});
