import fc from 'fast-check';
import { matchPattern } from '../../lambda-runtime/match-pattern';
import { parsePattern } from '../../src/contract/linear-pattern';

function match(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  return matchPattern(parsePattern(pattern), path);
}

/** The match by JavaScript's own regular expressions, which try one way after the other. */
function byRegExp(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const found = new RegExp(`^(?:${pattern})$`).exec(path);
  const groups = Object.entries(found?.groups ?? {}).filter(([, text]) => text !== undefined);
  return found === null ? undefined : Object.fromEntries(groups);
}

const ATOM = fc.constantFrom(
  'a',
  'b',
  '/',
  '.',
  String.raw`\d`,
  String.raw`\.`,
  '[ab]',
  '[^/]',
  '[a-c/-]',
  String.raw`[\d.]`,
  '1',
);
const RANGE = fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,}', '{0,2}', '*?', '+?', '??', '{1,3}?');
const { whole: PATTERN } = fc.letrec<{ readonly part: string; readonly whole: string }>((tie) => ({
  part: fc.oneof(
    { maxDepth: 3 },
    fc.tuple(ATOM, RANGE).map(([atom, range]) => `${atom}${range}`),
    fc.tuple(tie('whole'), RANGE).map(([inner, range]) => `(?:${inner})${range}`),
    fc.tuple(tie('whole'), RANGE).map(([inner, range]) => `(${inner})${range}`),
    fc.tuple(tie('whole'), tie('whole')).map(([one, other]) => `(?:${one}|${other})`),
  ),
  whole: fc.array(tie('part'), { maxLength: 3 }).map((parts) => parts.join('')),
}));
const GROUPED = fc.array(PATTERN, { minLength: 1, maxLength: 3 }).map((parts) => {
  const groups = parts.map((part, index) => `(?<g${index}>${part})${index === 1 ? '?' : ''}`);
  return groups.join('');
});
/** A repetition of what can be nothing is not taken. */
function isTaken(pattern: string): boolean {
  try {
    return parsePattern(pattern).steps.length > 0;
  } catch (error) {
    expect(String(error)).toContain('what is repeated can be nothing');
    return false;
  }
}

const PATH = fc
  .array(fc.constantFrom('a', 'b', 'c', '/', '.', '1'), { maxLength: 8 })
  .map((characters) => characters.join(''));

test('a pattern matches what JavaScript would, and its groups have the same text', () => {
  fc.assert(
    fc.property(GROUPED, PATH, (pattern, path) => {
      fc.pre(isTaken(pattern));
      expect(match(pattern, path)).toEqual(byRegExp(pattern, path));
    }),
    { numRuns: 3000 },
  );
});

test('a text of a megabyte is decided in one pass', () => {
  const text = `${'a'.repeat(1_000_000)}b`;
  expect(match('(?:a|aa)+b', text)).toEqual({});
  expect(match('(?:a+)+c', text)).toBeUndefined();
});
