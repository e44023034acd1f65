import fs, { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { timeDirectories } from '../../../../lambda-runtime/files/time';
import { directoriesInTime } from '../../../../lambda-runtime/replayer/selection/time-directories';
import { pathOf } from '../../support/faults';
import { store } from '../../support/files';
import { useMount } from '../../support/mount';
import { runReplay } from '../../support/replayer';

const CLASSES = [
  { name: 'small', prefix: 'small/', sizeLessThan: 100 },
  { name: 'deep', prefix: '2019/01/02/deep/', sizeLessThan: 200 },
  { name: 'large', prefix: '' },
];
const DAY_MS = 24 * 3600 * 1000;
const ZONES = ['UTC', 'Etc/GMT+12', 'Pacific/Kiritimati', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Manila'];

const mount = useMount();

function enters(directory: string, from: string, to: string): boolean {
  const filters = { time: { from: Date.parse(from), to: Date.parse(to) } };
  return directoriesInTime(CLASSES, { timeDirectories: true, filters })?.(directory) ?? true;
}

test('no directory on the way to a record within the window is left out, whatever the zone, unit and layout', () => {
  // Manila was on the other side of the date line until 1844, 15:56 hours from Greenwich; layouts begin with 1970.
  const time = fc.oneof(fc.integer({ min: 0, max: 253_402_300_799_999 }), fc.constantFrom(0, DAY_MS, 1e12));
  const span = fc.oneof(fc.integer({ min: 1, max: DAY_MS }), fc.integer({ min: 1, max: 400 * DAY_MS }));
  fc.assert(
    fc.property(
      time,
      fc.nat(),
      span,
      fc.constantFrom('DAY' as const, 'HOUR' as const, 'MINUTE' as const),
      fc.constantFrom(...ZONES),
      fc.boolean(),
      fc.constantFrom('', 'small/', 'large/', '2019/01/02/deep/', '2024/', 'by-key/7/'),
      fc.constantFrom('', '07/', '23/', 'orders+3/', 'orders+3/11/', '10/31/'),
      (timestamp, before, length, unit, zone, hive, above, below) => {
        const from = Math.max(0, timestamp - (before % length));
        const filters = { time: { from, to: from + length } };
        const inTime = directoriesInTime(CLASSES, { timeDirectories: true, filters });
        const parts = `${above}${timeDirectories({ unit, timeZone: zone, hive })(timestamp)}/${below}`
          .split('/')
          .slice(0, -1);
        return parts.every((_, index) => inTime?.(`${parts.slice(0, index + 1).join('/')}/`));
      },
    ),
    { numRuns: 5000 },
  );
});

test.each([
  ['small/2026/04/10/', false],
  ['small/year=2026/month=04/day=10/', false],
  ['small/v1/year=2026/month=04/day=13/hour=07/', true],
  ['small/2026/04/11/', false],
  ['small/2026/04/12/', true],
  ['small/2026/04/13/', true],
  ['small/2026/04/14/', true],
  ['small/2026/04/15/', false],
  ['small/2026/04/15/07/', false],
  ['small/2026/04/15/07/orders+3/00/', false],
  ['small/tenant/2025/04/13/', false],
  ['2024/2026/04/13/', true],
  ['2024/2026/04/19/', false],
  ['small/unknown-time/', true],
  ['small/2025/', true],
  ['small/2025/04/', true],
  ['small/2025/04/31/', true],
  ['small/2025/13/01/', true],
  ['small/2025/4/1/', true],
  ['2019/01/02/', true],
  ['2019/01/02/deep/', true],
  ['2019/01/02/other/', false],
])('for the 13th of April 2026, %s is looked into: %s', (directory, expected) => {
  expect(enters(directory, '2026-04-13', '2026-04-14')).toBe(expected);
});

test.each([
  ['it is not asked for', { timeDirectories: false, filters: { time: { from: 1 } } }],
  ['there is no window', { timeDirectories: true, filters: {} }],
])('nothing is left out where %s', (_, request) => {
  expect(directoriesInTime(CLASSES, request)).toBeUndefined();
});

test('a window that is open on one side leaves out the other', () => {
  const from = { timeDirectories: true, filters: { time: { from: Date.UTC(2026, 3, 13) } } };
  const inTime = directoriesInTime(CLASSES, from);
  expect([inTime?.('2026/04/11/'), inTime?.('2026/04/12/'), inTime?.('9999/12/31/')]).toEqual([false, true, true]);
});

test('a replay of one day lists three days, and finds what it would find in all', async () => {
  const { root } = mount;
  const first = Date.UTC(2026, 3, 1);
  await Promise.all(
    Array.from({ length: 60 }, (_, offset) => store(root, { offset, timestamp: first + offset * (DAY_MS / 2) })),
  );
  await mkdir(join(root, 'small/2026/04/13/23/empty'), { recursive: true });
  const day = { from: '2026-04-13', to: '2026-04-14' };
  const slow = await runReplay(root, day);
  const listed: string[] = [];
  const readdir = fs.readdir as (...args: unknown[]) => Promise<never>;
  const spy = jest.spyOn(fs, 'readdir').mockImplementation((...args: unknown[]) => {
    listed.push(pathOf(args[0]));
    return readdir(...args);
  });
  const fast = await runReplay(root, { ...day, time_directories: true });
  expect(slow).toMatchObject({ matched: 2, filtered: 58 });
  expect(fast).toMatchObject({ matched: 2, filtered: 4, done: true });
  spy.mockRestore();
  const days = listed.filter((path) => /\/04\/\d\d\/?$/.test(path));
  expect(days.map((path) => path.replace(/\/$/, '').slice(-2)).sort()).toEqual(['12', '13', '14']);
  const keys = (await fs.readdir(root, { recursive: true })).filter((path) => path.endsWith('.json'));
  const byKeys = await runReplay(root, { ...day, time_directories: true, keys: keys.map((key) => `events/${key}`) });
  expect(byKeys).toMatchObject({ matched: 2, filtered: 4, skipped: 0 });
});
