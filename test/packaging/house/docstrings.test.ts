import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../../../local/process/places';

/** The docstrings of the constructs and of the contract, each with its file. */
function docstrings(): [string, string][] {
  const files = readdirSync(join(REPOSITORY, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  return files.flatMap((name) =>
    [...readFileSync(join(REPOSITORY, 'src', name), 'utf8').matchAll(/\/\*\*(.*?)\*\//gs)].map(
      ([, text = '']): [string, string] => [name, text.replace(/^\s*\* ?/gm, '').trim()],
    ),
  );
}

const found = docstrings();

const told = (wrong: [string, string][]) => wrong.map(([name, text]) => `${name}: ${text.slice(0, 80)}`);

test('docstrings open with what a thing is or does, and not with a question', () => {
  expect(found.length).toBeGreaterThan(1000);
  expect(told(found.filter(([, text]) => /^(What|How|Where|Whether|Which|Who|When)\b/.test(text)))).toEqual([]);
});

test('docstrings point at no file of the repository, which readers of the package do not have', () => {
  const withoutAddresses = found.map(([name, text]): [string, string] => [name, text.replaceAll(/https:\/\/\S+/g, '')]);
  const path = /(^|[\s(`'])(\.\.?\/|docs|src|test|local|lambda-runtime|projenrc)\/[\w-]/;
  expect(told(withoutAddresses.filter(([, text]) => path.test(text)))).toEqual([]);
});
