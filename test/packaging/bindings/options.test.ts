import { parseOptions } from './options';
import { LanguageResult, resultTable, totals } from './results';

test('all languages run unless some are named', () => {
  expect(parseOptions([])?.languages).toEqual(['typescript', 'python', 'java', 'go']);
});

test('TypeScript, which the others are compared with, always runs', () => {
  expect(parseOptions(['--only', 'go,python'])?.languages).toEqual(['typescript', 'python', 'go']);
});

test('a language that the library is not packed for is refused', () => {
  expect(() => parseOptions(['--only', 'python,rust'])).toThrow("--only names 'rust': give some of typescript, python");
});

test('a language that did not get to its last template is not called equal', () => {
  const python = new LanguageResult('python', 2);
  python.installSeconds = 4.25;
  python.check(true);
  python.synthSeconds.push(3.9);
  python.compared(true);
  python.check(false);
  expect(resultTable([python]).split('\n')[1]).toMatch(/^python +\| 4\.\d +\| 3\.9 +\| NO$/);
  expect(totals([python])).toEqual({ passed: 2, failed: 1 });
});
