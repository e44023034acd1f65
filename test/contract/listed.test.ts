import { listed, listedNames } from '../../src/contract/listed';

const MANY = Array.from({ length: 12 }, (_, number) => `t${number}`);

test('a list that is short is told in full', () => {
  expect(listed([])).toBe('');
  expect(listed([3, 1])).toBe('3, 1');
  expect(listed(MANY.slice(0, 10))).toBe('t0, t1, t2, t3, t4, t5, t6, t7, t8, t9');
});

test('of a longer one the first are told, and the number of the others', () => {
  expect(listed(MANY)).toBe('t0, t1, t2, t3, t4, t5, t6, t7, t8, t9 and 2 more');
  expect(listed(MANY, { most: 2 })).toBe('t0, t1 and 10 more');
  expect(listed(['one has 3', 'two has 4', 'three has 5'], { most: 2, separator: '; ' })).toBe(
    'one has 3; two has 4; and 1 more',
  );
});

test('where only the first are at hand, the number of all is given', () => {
  expect(listed(['a', 'b'], { all: 2 })).toBe('a, b');
  expect(listed(['a', 'b'], { all: 1_000 })).toBe('a, b and 998 more');
});

test('names stand in quotes, each once', () => {
  expect(listedNames(['orders', 'billing', 'orders'])).toBe("'orders', 'billing'");
  expect(listedNames(MANY, { most: 1 })).toBe("'t0' and 11 more");
});
