import { readFileSync, writeFileSync } from 'node:fs';
import { PAGE, page } from './page';

test('the page of what checkers find is the one that is published', () => {
  if (process.env.UPDATE_COMPLIANCE) writeFileSync(PAGE, page());
  expect(readFileSync(PAGE, 'utf8')).toBe(page());
});
