import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../../../local/process/places';

test('messages that cut a list tell of the rest in one way', () => {
  const files = ['src', 'lambda-runtime', 'command-line'].flatMap((folder) =>
    readdirSync(join(REPOSITORY, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name)),
  );
  const cutting = files.filter((file) => /\band \$\{[^`]*\} more\b/.test(readFileSync(join(REPOSITORY, file), 'utf8')));
  expect(cutting).toEqual([join('src', 'contract', 'listed.ts')]);
});
