import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../../../local/process/places';

const ROOMS = ['src', 'lambda-runtime', 'command-line', 'local', 'test', 'bench', 'site', 'projenrc', 'examples'];
const NOT_OURS = /(^|\/)(node_modules|cdk\.out|\.pages|[^/]*\.snapshot)\//;

type Docstring = [file: string, text: string];

function docstringsIn(file: string, source: string): Docstring[] {
  return [...source.matchAll(/\/\*\*\s(.*?)\*\//gs)].map(
    ([, text = '']): Docstring => [file, text.replace(/^\s*\* ?/gm, '').trim()],
  );
}

function docstringsOf(room: string): Docstring[] {
  const files = readdirSync(join(REPOSITORY, room), { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.m?ts$/.test(name) && !NOT_OURS.test(name),
  );
  return files.flatMap((name) => {
    const file = join(room, name);
    return docstringsIn(file, readFileSync(join(REPOSITORY, file), 'utf8'));
  });
}

const told = (wrong: Docstring[]) => wrong.map(([file, text]) => `${file}: ${text.slice(0, 80)}`);
const questions = (of: Docstring[]) => of.filter(([, text]) => /^(What|How|Where|Whether|Which|Who|When)\b/.test(text));

test.each(ROOMS)('docstrings open with what a thing is or does, and not with a question: %s', (room) => {
  const found = docstringsOf(room);
  expect(found.length).toBeGreaterThan(20);
  expect(told(questions(found))).toEqual([]);
});

test('one that opens with a question is found, on one line or several', () => {
  // Put together here, so that this file is not found itself.
  const docstring = (text: string) => `/${'*'}* ${text} */\nexport const a = 1;\n`;
  const source = ['Whether it is.', 'True if it is.', '\n * Where it is,\n * or was.\n'].map(docstring).join('');
  expect(told(questions(docstringsIn('a.ts', source)))).toEqual([
    'a.ts: Whether it is.',
    'a.ts: Where it is,\nor was.',
  ]);
});

test('docstrings point at no file of the repository, which readers of the package do not have', () => {
  const found = docstringsOf('src');
  expect(found.length).toBeGreaterThan(1000);
  const withoutAddresses = found.map(([name, text]): Docstring => [name, text.replaceAll(/https:\/\/\S+/g, '')]);
  const path = /(^|[\s(`'])(\.\.?\/|docs|src|test|local|lambda-runtime|projenrc)\/[\w-]/;
  expect(told(withoutAddresses.filter(([, text]) => path.test(text)))).toEqual([]);
});
