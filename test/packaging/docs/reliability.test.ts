import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { REPOSITORY } from '../../../local/process/places';

const PAGE = join(REPOSITORY, 'docs', 'explanation', 'reliability.md');

interface Holder {
  readonly promise: string;
  readonly file: string;
  readonly title: string;
}

/** The rows of the table: a promise in bold letters, and the tests that hold it. */
const PROMISES = readFileSync(PAGE, 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| **'))
  .map((line) => line.split(' | '))
  .map(([promise, , holders]) => ({ promise: promise.slice('| **'.length, -'**'.length), holders }));

const HOLDERS: Holder[] = PROMISES.flatMap(({ promise, holders }) =>
  [...holders.matchAll(/\]\(([^)]+)\): "([^"]+)"/g)].map(([, file, title]) => ({ promise, file, title })),
);

test('every promise of reliability names a test that holds it', () => {
  const held = new Set(HOLDERS.map(({ promise }) => promise));
  expect(PROMISES.length).toBeGreaterThan(0);
  expect(PROMISES.filter(({ promise }) => !held.has(promise))).toEqual([]);
});

test.each(HOLDERS)('"$promise" is held by "$title"', ({ file, title }) => {
  const path = join(dirname(PAGE), file);
  const lines = readFileSync(path, 'utf8').split('\n');
  // The title begins a call of `test`, or stands on a line of its own below `test.each`.
  const titles = lines.filter((line) => /^ *(?:(?:test|describe)(?:\.each)?\(.*|\]\)\()?['`]/.test(line));
  expect(titles.filter((line) => line.includes(title))).toHaveLength(1);
});
