import { commandsOf } from './shell';

const wordsOf = (text: string) => commandsOf(text).map(({ words }) => words);

test.each([
  ['continued lines and comments', 'a b \\\n  c # d\ne', [['a', 'b', 'c'], ['e']]],
  ['quotes, with variables in one kind of them', `a 'b $C' "d $E" f"g h"'i'`, [['a', 'b $C', 'd e', 'fg hi']]],
  ['pipes and lists', 'a|b && c || d; e & f', [['a'], ['b'], ['c'], ['d'], ['e'], ['f']]],
  ['redirections', `a < b > "c d" 2>&1 e >> f; g`, [['a', 'e'], ['g']]],
  ['commands within others', 'a "$(b $(c) d)" e', [['c'], ['b', '1', 'd'], ['a', '1', 'e']]],
  [
    'what is calculated',
    'a "$(($(b +%s) - 900))"',
    [
      ['b', '+%s'],
      ['a', '1'],
    ],
  ],
  ['loops', 'for X in $(a); do\n  b "$X"\ndone\nwhile c; do d; done < e', [['a'], ['b', 'x'], ['c'], ['d']]],
  [
    'functions, whose calls are none',
    'f() {\n  a "$1"\n}\nf b; c "$(f d)"',
    [
      ['a', '1'],
      ['c', '1'],
    ],
  ],
  ['variables for a command and alone', 'A=b c; D=$(e)', [['c'], ['e']]],
])('%s are read as a shell does', (_, text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

test('lines in place of a file are the input of their command', () => {
  expect(commandsOf("a - <<'END'\nb | c\nEND\nd")).toEqual([
    { words: ['a', '-'], variables: [], input: 'b | c\n' },
    { words: ['d'], variables: [] },
  ]);
});

test('a variable for a command is told with it', () => {
  expect(commandsOf('UPDATE=1 npx jest')).toEqual([{ words: ['npx', 'jest'], variables: ['UPDATE'] }]);
});
