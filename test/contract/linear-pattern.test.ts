import { matchPattern } from '../../lambda-runtime/match-pattern';
import { MAX_PATTERN_LENGTH, parsePattern } from '../../src/contract/linear-pattern';

function match(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  return matchPattern(parsePattern(pattern), path);
}

test.each<[string, string, Record<string, string> | undefined]>([
  ['(?<topic>[^/]+)/(?<partition>\\d+)', 'orders/3', { topic: 'orders', partition: '3' }],
  ['^(?<topic>.+)-(?<partition>\\d+)-(?<offset>\\d+)$', 'a-b-1-20', { topic: 'a-b', partition: '1', offset: '20' }],
  ['(?<topic>.+?)-.*', 'a-b-c', { topic: 'a' }],
  ['a\\$', 'a$', {}],
  ['a|bc', 'bc', {}],
  ['a', 'ba', undefined],
  ['a', 'ab', undefined],
  ['', '', {}],
  ['[]a]', 'a', undefined],
])('%s on %s gives %j', (pattern, path, groups) => {
  expect(match(pattern, path)).toEqual(groups);
});

test('what would keep other engines busy for years is decided at once', () => {
  const path = 'a'.repeat(1000);
  for (const pattern of ['(?:a+)+b', '(?:a|a)*b', '(?:a|aa)+b', '(?:(?:a+)+)+b', '.*.*.*.*.*.*.*.*b']) {
    expect(match(pattern, path)).toBeUndefined();
    expect(match(pattern, `${path}b`)).toEqual({});
  }
});

test.each([
  ['(?=a)', "at character 2: '(?=a' is not taken; groups are (…), (?:…) and (?<name>…)"],
  ['(?<!a)b', "'(?<!' is not taken"],
  ['(a)\\1', "'\\1' is not taken; there are \\d, \\w, \\s and their opposites"],
  ['a\\b', "'\\b' is not taken"],
  ['(?<topic>a)+', "the group 'topic' is repeated, so that it has no one value; repeat what is in it"],
  ['(?:(?<topic>a)b){2}', "the group 'topic' is repeated"],
  ['(?<a>x)(?<a>y)', "there are two groups 'a'"],
  ['a**', 'a repetition is repeated; put the first into a group (?:…)'],
  ['*a', "'*' repeats nothing; give '\\*' for the character itself"],
  ['a^b', "'^' stands in the middle; the pattern matches the whole text as it is"],
  ['(a$)', "'$' stands in the middle"],
  ['(a', "a '(' has no ')'"],
  ['a)', "there is a ')' without a '('"],
  ['[a', "a '[' has no ']'"],
  ['[b-a]', 'a range in [ ] ends before it begins'],
  ['[\\D]', '\\D, \\W and \\S are not taken in [ ]'],
  ['a{2,1}', "'{2,1}' is no range"],
  ['a{x}', "'{' belongs to no range such as {1,3}; give '\\{' for the character itself"],
  ['a\\', "there is nothing behind the '\\'"],
  ['(?:(?:a{100}){100}){100}', 'the pattern is too large: its repetitions make more than 1000 steps of it'],
  ['(?:(?:(?:){9999}){9999}){9999}', 'what is repeated can be nothing; let it be something, and repeat that'],
  ['(?:a*)*b', 'what is repeated can be nothing'],
  ['(?<topic>a?)?', 'what is repeated can be nothing'],
  ['(?:'.repeat(60), 'groups stand more than 50 deep in each other'],
  ['a'.repeat(MAX_PATTERN_LENGTH + 1), 'the pattern has 1001 characters, and 1000 are the most'],
])('the pattern %.80s is refused', (pattern, problem) => {
  expect(() => parsePattern(pattern)).toThrow(problem);
});
