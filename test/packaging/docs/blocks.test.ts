import { spawnSync } from 'node:child_process';
import { parse } from 'yaml';
import { COMMANDS } from './commands/commands';
import { whatFunctionRefuses, whatIsRefusedOf, whatWorkflowRefuses } from './commands/payloads';
import { whatIsWrongWith } from './commands/programs';
import { commandsOf } from './commands/shell';
import { BLOCKS, type Block, blocksOf } from './pages';

const ofLanguage = (...languages: string[]) => BLOCKS.filter(({ language }) => languages.includes(language));
const problemsOf = (blocks: readonly Block[], problem: (block: Block) => string | undefined) =>
  blocks.map((block) => [block.place, problem(block)]).filter(([, found]) => found !== undefined);

/** The places where the blocks of each language are checked. `text` is no code, but output, names and pictures. */
const CHECKED: Readonly<Record<string, readonly (string | RegExp)[]>> = {
  sh: [/./], // here, and the commands of the AWS CLI in aws-commands.test.ts
  json: [/./],
  yaml: [/./],
  text: [/./],
  ts: ['README.md', 'local/README.md', 'test/README.md', /^docs\//], // compiled by snippets.test.ts
  python: ['docs/how-to/query.md'], // run by test/e2e/query.test.ts, as DuckDB's SQL is; the other SQL by query-statements.test.ts
  sql: ['README.md', 'docs/how-to/query.md', /^examples\/\w+\/parquet-and-athena\/README\.md$/],
};

test('each block of each page has a language whose blocks are checked there', () => {
  const unchecked = BLOCKS.filter(
    ({ language, page }) =>
      !CHECKED[language]?.some((pages) => (typeof pages === 'string' ? pages === page : pages.test(page))),
  );
  expect(BLOCKS.length).toBeGreaterThan(300);
  expect(unchecked.map(({ place, language }) => `${place}: ${language}`)).toEqual([]);
});

test.each(['bash', 'sh'])('%s can read each block of commands', (shell) => {
  const refused = problemsOf(ofLanguage('sh'), ({ code }) => {
    const { status, stderr } = spawnSync(shell, ['-n'], { input: code, encoding: 'utf8' });
    return status === 0 && stderr === '' ? undefined : stderr;
  });
  expect(refused).toEqual([]);
});

test('each command names a program, a script, a task, a test and options that there are', () => {
  const wrong = COMMANDS.flatMap(({ place, page, command }) => {
    const problem = whatIsWrongWith(command, page);
    return problem === undefined ? [] : [`${place}: ${command.words.join(' ')}: ${problem}`];
  });
  expect(COMMANDS.length).toBeGreaterThan(200);
  expect(wrong).toEqual([]);
});

test('each payload of a command is one that the replayer takes', () => {
  const refused = COMMANDS.flatMap(({ place, command }) => {
    const problem = whatIsRefusedOf(command);
    return problem === undefined ? [] : [`${place}: ${problem}`];
  });
  expect(refused).toEqual([]);
});

test('each block of JSON is a payload that the function or the workflow takes', () => {
  const refused = problemsOf(ofLanguage('json'), ({ code }) =>
    whatFunctionRefuses(code) === undefined ? undefined : whatWorkflowRefuses(code),
  );
  expect(ofLanguage('json').length).toBeGreaterThan(0);
  expect(refused).toEqual([]);
});

test('each block of YAML is an object of Kubernetes', () => {
  const blocks = ofLanguage('yaml');
  expect(blocks.length).toBeGreaterThan(0);
  for (const { code } of blocks) {
    expect(parse(code)).toMatchObject({ apiVersion: expect.any(String), kind: expect.any(String) });
  }
});

test('Python can compile each program that stands among commands', () => {
  const programs = COMMANDS.filter(({ command: { words, input } }) => words[0] === 'python3' && input !== undefined);
  const refused = programs.flatMap(({ place, command: { input } }) => {
    const args = ['-c', 'import sys; compile(sys.stdin.read(), "page", "exec")'];
    const { status, stderr } = spawnSync('python3', args, { input, encoding: 'utf8' });
    return status === 0 ? [] : [`${place}: ${stderr}`];
  });
  expect(programs.length).toBeGreaterThan(0);
  expect(refused).toEqual([]);
});

const wrongWith = (code: string) =>
  commandsOf(code)
    .map((command) => whatIsWrongWith(command, 'README.md') ?? whatIsRefusedOf(command))
    .filter((problem) => problem !== undefined);

test.each([
  ['a program', 'nothing --like this'],
  ['a script', 'npm run nothing'],
  ['a test', 'npx jest test/nothing'],
  ['a variable of a test', 'UPDATE_NOTHING=1 npx jest test/packaging'],
  ['a task', 'npx projen nothing'],
  ['a command of ours', 'npx cdk-s3files nothing'],
  ['an option of ours', 'npx cdk-s3files ls --nothing x'],
  ['a command of the CDK', 'npx cdk nothing'],
  ['an option of the CDK', 'cdk deploy --nothing'],
  ['a file', 'python nothing.py'],
  ['a key of a payload', `aws lambda invoke --payload '{"nothing": 1}' x.json`],
  ['a key of an input', `aws stepfunctions start-execution --input '{"cursor": "x"}'`],
])('%s that there is not is found', (_, code) => {
  expect(wrongWith(code)).toHaveLength(1);
});

test('a block in a list is among them, without its indent', () => {
  expect(blocksOf('a page', '- x\n  ```sh mark\n  a\n    b\n  ```\n')).toEqual([
    { page: 'a page', place: 'a page:2', language: 'sh', marks: 'mark', code: 'a\n  b\n' },
  ]);
});
