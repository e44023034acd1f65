import { Statistics } from '../../../../lambda-runtime/replayer/runs/statistics';

const CLASSES = [
  { name: 'small', prefix: 'small/' },
  { name: 'large', prefix: 'large/' },
];

test('averages, over all and for each class, and percentiles are rounded to two decimals', () => {
  const statistics = new Statistics(CLASSES);
  [1, 2, 2].forEach((milliseconds) => {
    statistics.read('small', 10, milliseconds);
  });
  statistics.read('unclassified', 5, 10.12345);
  expect(statistics.summary()).toEqual({
    files_read: 4,
    matched: 0,
    oldest_timestamp: null,
    filtered: 0,
    unknown_time: 0,
    unknown_key: 0,
    header_collisions: 0,
    excluded: 0,
    dropped: 0,
    tombstoned: 0,
    published: 0,
    errors: 0,
    undeliverable: 0,
    bytes_read: 35,
    avg_read_ms: 3.78,
    avg_read_ms_small: 1.67,
    avg_read_ms_large: 0,
    p50_read_ms: 2,
    p99_read_ms: 10.12,
  });
});

test('percentiles are values that were measured, whatever the order they came in', () => {
  const statistics = new Statistics(CLASSES);
  for (let value = 200; value > 0; value--) {
    statistics.read('small', 1, value);
  }
  expect(statistics.summary()).toMatchObject({ p50_read_ms: 100, p99_read_ms: 198 });
});
