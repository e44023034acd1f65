import { readFileSync } from 'node:fs';
import { comparisons, PAGE, page, REGENERATE } from './page';

const compared = comparisons();

test.each(compared.map(({ asked, ours }) => [asked, ours] as const))(
  '%s: works with the library',
  (_, { works, text }) => {
    expect(works ? '' : text).toBe('');
  },
);

test('in every row aws-cdk-lib alone falls short, else the row has nothing to say', () => {
  expect(compared.filter(({ upstream }) => upstream.works).map(({ asked }) => asked)).toEqual([]);
});

test(`docs/evidence/upstream.md says what was found; if it does not: ${REGENERATE}`, () => {
  expect(readFileSync(PAGE, 'utf8')).toBe(page(compared));
});
