import type { ConsumedRecord } from '../../local/kafka/kafka-client';
import { Progress } from '../../local/process/progress';
import { Comparison, differencesBetween } from './compare';
import { type DemoEvent, DemoEvents } from './events';
import { summarize } from './latency';
import { describeMedium } from './medium';
import { assertMountIsFolder, parseOptions } from './options';

const PARTITIONS = 3;
const EVENTS = new DemoEvents(400, 4, PARTITIONS);
const ALL = Array.from({ length: EVENTS.count }, (_, index) => EVENTS.at(index));

/** The records that a perfect replay gives. */
function replayed(): ConsumedRecord[] {
  return ALL.map((event, index) => ({ ...event, topic: 'replay', offset: BigInt(index) }));
}

function compare(records: readonly ConsumedRecord[], fidelity: 'value' | 'envelope' = 'envelope'): Comparison {
  const comparison = new Comparison(EVENTS, PARTITIONS, fidelity);
  for (const record of records) comparison.add(record);
  comparison.finish();
  return comparison;
}

describe('the events', () => {
  test('are the same every time', () => {
    const again = new DemoEvents(400, 4, PARTITIONS);
    expect(
      ALL.every((event, index) => differencesBetween(again.at(index), toRecord(event), 'envelope').length === 0),
    ).toBe(true);
  });

  test('have everything that can go wrong: nulls, empties, binary, repeated names, times that go back', () => {
    const has = (what: (event: DemoEvent) => boolean) => ALL.filter(what).length;
    expect(has(({ value }) => (value?.length ?? 0) > 900_000)).toBe(4);
    expect(has(({ value }) => value === null)).toBeGreaterThan(0);
    expect(has(({ value }) => value?.length === 0)).toBeGreaterThan(0);
    expect(has(({ value }) => value !== null && !value.equals(Buffer.from(value.toString())))).toBeGreaterThan(0);
    expect(has(({ key }) => key === null)).toBeGreaterThan(0);
    expect(has(({ headers }) => new Set(headers.map(([name]) => String(name))).size < headers.length)).toBeGreaterThan(
      0,
    );
    expect(has(({ headers }) => headers.some(([, value]) => value === null))).toBeGreaterThan(0);
    expect(has(({ headers }) => headers.some(([, value]) => value?.length === 0))).toBeGreaterThan(0);
    expect(new Set(ALL.map(({ timestamp }) => timestamp / 3_600_000n)).size).toBeGreaterThan(5);
    expect(ALL.some(({ timestamp }, index) => index > 0 && timestamp < ALL[index - 1].timestamp)).toBe(true);
    expect(new Set(ALL.map(({ partition }) => partition)).size).toBe(PARTITIONS);
  });
});

function toRecord(event: DemoEvent): ConsumedRecord {
  return { ...event, topic: 'replay', offset: 0n };
}

describe('the comparison', () => {
  test('finds nothing where everything is equal', () => {
    expect(compare(replayed())).toMatchObject({ compared: EVENTS.count, differences: 0, shown: [] });
  });

  test('finds a record that is missing at the end, and one too many', () => {
    const [first, ...others] = replayed();
    expect(compare(others).differences).toBeGreaterThan(0);
    expect(compare(replayed().slice(0, -1)).shown).toEqual([expect.stringMatching(/^partition \d: 1 records missing/)]);
    expect(compare([...replayed(), first]).shown).toEqual([expect.stringMatching(/one more than was produced/)]);
  });

  test('finds two records of a partition that changed places', () => {
    const records = replayed();
    const [a, b] = records.flatMap(({ partition }, index) => (partition === 0 ? [index] : []));
    [records[a], records[b]] = [records[b], records[a]];
    expect(compare(records, 'value').differences).toBe(2);
  });

  const full = ALL.findIndex(({ key, value, headers }) => key !== null && value?.length && headers.length > 2);
  const changed = (change: Partial<ConsumedRecord>) =>
    replayed().map((each, index) => (index === full ? { ...each, ...change } : each));
  const { headers } = ALL[full];

  test.each<[string, Partial<ConsumedRecord>, RegExp]>([
    ['a key', { key: null }, /the key is null instead of \d+ bytes/],
    ['a timestamp', { timestamp: 1n }, /the timestamp is 1 instead of/],
    ['the order of headers', { headers: [...headers].reverse() }, /header 0/],
    ['a lost header', { headers: headers.slice(1) }, /there are \d headers instead of/],
    [
      'a null header that became empty',
      { headers: headers.map(([name]) => [name, null]) },
      /header 0 .* is null instead of/,
    ],
  ])('of envelopes finds %s that differs; of values does not look', (_, change, message) => {
    expect(compare(changed(change)).shown).toEqual([expect.stringMatching(message)]);
    expect(compare(changed(change), 'value').differences).toBe(0);
  });

  test('tells an empty value from none, in either format', () => {
    const tombstone = ALL.findIndex(({ value }) => value === null);
    const records = replayed().map((each, index) => (index === tombstone ? { ...each, value: Buffer.alloc(0) } : each));
    expect(compare(records, 'value').shown).toEqual([expect.stringMatching(/the value is 0 bytes instead of null/)]);
  });
});

describe('the options', () => {
  test('have defaults', () => {
    expect(parseOptions([])).toEqual({ small: 1000, large: 100, plain: false, keep: false });
  });

  test('are taken from the command line', () => {
    const options = parseOptions(['--small', '5', '--large', '0', '--mount', '/mnt/x', '--keep']);
    expect(options).toEqual({ small: 5, large: 0, mount: '/mnt/x', plain: false, keep: true });
    expect(parseOptions(['--help'])).toBeUndefined();
  });

  test.each([
    [['--small', 'many']],
    [['--small', '-1']],
    [['--large', '1.5']],
    [['--small', '0', '--large', '0']],
    [['--speed']],
  ])('that make no sense are refused: %j', (args) => {
    expect(() => parseOptions(args)).toThrow();
  });

  test('name a mount that must be there', async () => {
    const options = { small: 1, large: 0, plain: false, keep: false };
    await expect(assertMountIsFolder({ ...options, mount: '/no/such/folder' })).rejects.toThrow(
      /mount the file system there/,
    );
    await expect(assertMountIsFolder({ ...options, mount: __dirname })).resolves.toBeUndefined();
  });
});

test('only a mount of another machine is called cold and warm', () => {
  expect(describeMedium(0x6969)).toMatchObject({ description: 'NFS mount', firstRead: 'first read (cold)' });
  expect(describeMedium(0x65735546)).toMatchObject({ description: 'FUSE mount', secondRead: 'second read (warm)' });
  for (const type of [0xef53, 0x01021994, undefined]) {
    expect(JSON.stringify(describeMedium(type))).toContain('page cache');
    expect(JSON.stringify(describeMedium(type))).not.toMatch(/cold|warm/);
  }
});

test('percentiles are values that were measured', () => {
  const values = Array.from({ length: 200 }, (_, index) => 200 - index);
  expect(summarize(values)).toMatchObject({ count: 200, averageMs: 100.5, p50Ms: 100, p99Ms: 198 });
  expect(summarize([])).toEqual({ count: 0, averageMs: 0, p50Ms: 0, p99Ms: 0, histogram: [] });
});

describe('progress', () => {
  function screen(isTTY: boolean) {
    const clock = { ms: 0 };
    const written: string[] = [];
    const progress = new Progress({ isTTY, write: (text) => written.push(text) }, () => clock.ms);
    return { clock, written, progress };
  }

  async function stepWithCounts(isTTY: boolean): Promise<string[]> {
    const { clock, written, progress } = screen(isTTY);
    const count = async () => {
      for (let done = 1; done <= 4; done++) {
        clock.ms += 3000;
        progress.count(done, 4, 'records');
      }
      return 'four';
    };
    await progress.step('produce', count, (result) => result);
    return written;
  }

  test('in a log is a line now and then, and one at the end', async () => {
    expect(await stepWithCounts(false)).toEqual([
      '   6.0 s  produce: 2 of 4 records …\n',
      '  12.0 s  produce: 4 of 4 records …\n',
      '  12.0 s  produce: four\n',
    ]);
  });

  test('on a terminal redraws one line', async () => {
    const written = await stepWithCounts(true);
    expect(written.filter((text) => text.endsWith('\n'))).toHaveLength(1);
    expect(written.at(-1)).toMatch(/^\r.*produce: four\n$/);
  });

  test('of a step that fails leaves its line standing', async () => {
    const { written, progress } = screen(true);
    await expect(progress.step('broker', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(written.at(-1)).toBe('\n');
  });
});
