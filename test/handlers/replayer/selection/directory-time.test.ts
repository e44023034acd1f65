import fc from 'fast-check';
import { timeDirectories } from '../../../../lambda-runtime/files/time';
import { directoryTime } from '../../../../lambda-runtime/replayer/selection/directory-time';
import { TIME_UNITS, type TimeUnit } from '../../../../src/contract/layouts';

const LENGTH_MS: Record<TimeUnit, number> = { DAY: 86_400_000, HOUR: 3_600_000, MINUTE: 60_000 };

test('every time that a layout names a directory after is in the time that is read from it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 253_402_300_799_999 }),
      fc.constantFrom(...TIME_UNITS),
      fc.boolean(),
      fc.nat({ max: 70 }),
      fc.constantFrom('', 'by-key/7/', '12/', '2026/'),
      fc.constantFrom('', '07/', 'orders+{p}/', 'orders+{p}/11/', 'orders/', '{p}/', '{p}/11/', '{p}/orders/07/'),
      (timestamp, unit, hive, partition, above, below) => {
        const named = `${above}${timeDirectories({ unit, timeZone: 'UTC', hive })(timestamp)}/${below.replaceAll('{p}', String(partition))}`;
        const { from, to } = directoryTime(named, partition) ?? { from: 0, to: 0 };
        expect(from).toBeLessThanOrEqual(timestamp);
        expect(to).toBeGreaterThan(timestamp);
      },
    ),
    { numRuns: 5000 },
  );
});

test.each(TIME_UNITS)('the default directories below a %s are read to that very unit', (unit) => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4e12 }),
      fc.nat({ max: 70 }),
      fc.nat({ max: 15 }),
      fc.boolean(),
      (timestamp, partition, shard, hive) => {
        const directory = `${timeDirectories({ unit, timeZone: 'UTC', hive })(timestamp)}/orders+${partition}/${String(shard).padStart(2, '0')}/`;
        const from = timestamp - (timestamp % LENGTH_MS[unit]);
        expect(directoryTime(directory, partition)).toEqual({ from, to: from + LENGTH_MS[unit], unit });
      },
    ),
  );
});

test.each(TIME_UNITS)(
  'directories that name year, month and day are read to that very %s, whatever stands below',
  (unit) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4e12 }),
        fc.nat({ max: 70 }),
        fc.constantFrom('', '07/', '07/11/', 'orders+{p}/11/', '{p}/'),
        (timestamp, partition, below) => {
          const time = timeDirectories({ unit, timeZone: 'UTC', hive: true })(timestamp);
          const from = timestamp - (timestamp % LENGTH_MS[unit]);
          const directory = `v1/${time}/${below.replaceAll('{p}', String(partition))}`;
          expect(directoryTime(directory, partition)).toEqual({ from, to: from + LENGTH_MS[unit], unit });
        },
      ),
    );
  },
);

test.each([
  ['', undefined],
  ['year=2026/04/13/', undefined],
  ['2026/month=04/day=13/', undefined],
  ['year=2026/month=02/day=30/hour=07/', undefined],
  ['year=2026/month=04/day=13/hour=24/', 'DAY'],
  ['year=2026/month=04/day=13/hour=07/minute=60/', 'HOUR'],
  ['unknown-time/orders+0/', undefined],
  ['2026/04/', undefined],
  ['2026/02/30/07/orders+0/', undefined],
  ['2026/04/13/', 'DAY'],
  ['2026/04/13/07/', 'DAY'],
  ['2026/04/13/07/11/', 'DAY'],
  ['2026/04/13/24/orders+0/', 'DAY'],
  ['2026/04/13/07/60/orders+0/', 'HOUR'],
  ['2026/04/13/03/orders/', 'HOUR'],
  ['2026/04/13/12/orders/', 'DAY'],
  ['2026/04/13/12/orders+12/', 'HOUR'],
])("'%s' of partition 12 is read to the unit %s", (directory, unit) => {
  expect(directoryTime(directory, 12)?.unit).toBe(unit);
});

test.each<[string, TimeUnit]>([
  ['2026/04/13/07/11/orders+3/', 'DAY'],
  ['2026/04/13/07/11/orders+3/', 'HOUR'],
  ['2026/04/13/07/11/orders+3/', 'MINUTE'],
])("'%s' of a layout by %s is read no further than that", (directory, finest) => {
  expect(directoryTime(directory, 3, finest)?.unit).toBe(finest);
});
