import { matchesName } from '../../src/contract/name-patterns';

test.each([
  ['orders', 'orders'],
  ['*', 'orders'],
  ['orders-*', 'orders-eu'],
  ['orders-*', 'orders-'],
  ['*-eu', 'orders-eu'],
  ['o*-*u', 'orders-eu'],
  ['*d*e*', 'orders-eu'],
  ['a.c', 'a.c'],
])('%s matches %s', (pattern, name) => {
  expect(matchesName(pattern, name)).toBe(true);
});

test.each([
  ['orders', 'orders-eu'],
  ['orders-*', 'orders'],
  ['*-eu', 'orders-eu-2'],
  ['ab*ba', 'aba'],
  ['*a*a*', 'a'],
  ['*d*o*', 'ord'],
  ['a.c', 'abc'],
])('%s does not match %s', (pattern, name) => {
  expect(matchesName(pattern, name)).toBe(false);
});
