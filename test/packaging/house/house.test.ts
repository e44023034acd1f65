import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { REPOSITORY } from '../../../local/process/places';

let tree: string;
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'house-'));
});
afterEach(() => rmSync(tree, { recursive: true }));

/** Runs the linter, as `npm run lint` does, over a tree of these files. */
function lint(files: Readonly<Record<string, string>>): { readonly status: number | null; readonly output: string } {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), content);
  }
  const folders = new Set(Object.keys(files).map((path) => path.slice(0, path.indexOf('/'))));
  const { status, stdout, stderr } = spawnSync(
    join(REPOSITORY, 'node_modules', '.bin', 'depcruise'),
    ['--config', join(REPOSITORY, '.dependency-cruiser.json'), ...folders],
    { cwd: tree, encoding: 'utf8' },
  );
  return { status, output: `${stdout}${stderr}` };
}

/** Two files, of which the first imports a type of the second. */
const importing = (from: string, specifier: string, to: string) => ({
  [from]: `import type { Thing } from '${specifier}';\nexport const thing: Thing = 1;\n`,
  [to]: 'export type Thing = number;\n',
});

test('a tree whose imports run one way passes', () => {
  const { status, output } = lint({
    ...importing('src/ingest/a.ts', '../file-system/b', 'src/file-system/b.ts'),
    ...importing('lambda-runtime/ingest/c.ts', '../../src/contract/d', 'src/contract/d.ts'),
    ...importing('test/handlers/e.ts', '../../local/kafka/f', 'local/kafka/f.ts'),
  });
  expect(output).toContain('no dependency violations found');
  expect(status).toBe(0);
});

test.each(['src/ingest', 'lambda-runtime/files', 'local/kafka', 'bench/ingest', 'test/handlers'])(
  'a circle of types in %s fails',
  (folder) => {
    const { status, output } = lint({
      [`${folder}/a.ts`]: "import type { B } from './b';\nexport type A = B | 1;\n",
      [`${folder}/b.ts`]: "import type { A } from './a';\nexport type B = A | 2;\n",
    });
    expect(output).toContain('no-circle');
    expect(status).not.toBe(0);
  },
);

test.each([
  ['src/interfaces/a.ts', '../mounting/b', 'src/mounting/b.ts', 'src-interfaces'],
  ['src/mounting/a.ts', '../file-system/b', 'src/file-system/b.ts', 'src-mounting'],
  ['src/file-system/a.ts', '../ingest/b', 'src/ingest/b.ts', 'src-file-system'],
  ['src/kafka/a.ts', '../file-system/b', 'src/file-system/b.ts', 'src-kafka'],
  ['src/ingest/a.ts', '../replayer/b', 'src/replayer/b.ts', 'src-ingest'],
  ['src/replayer/a.ts', '../monitoring/b', 'src/monitoring/b.ts', 'src-replayer'],
  ['src/contract/a.ts', '../interfaces/b', 'src/interfaces/b.ts', 'src-contract'],
  ['src/ingest/a.ts', '../ingest-extra/b', 'src/ingest-extra/b.ts', 'src-ingest'],
  ['src/unheard-of/a.ts', '../interfaces/b', 'src/interfaces/b.ts', 'src-folder-without-arrows'],
  ['src/shared.ts', './ingest/b', 'src/ingest/b.ts', 'src-shared-files'],
  ['src/ingest/a.ts', '../index', 'src/index.ts', 'no-barrel-of-the-library'],
  ['src/ingest/a.ts', '../../lambda-runtime/b', 'lambda-runtime/b.ts', 'src-without-handlers'],
  ['lambda-runtime/a.ts', '../src/ingest/b', 'src/ingest/b.ts', 'handlers-know-the-contract'],
  ['command-line/a.ts', '../src/ingest/b', 'src/ingest/b.ts', 'command-line-without-cdk'],
  ['lambda-runtime/a.ts', '../command-line/b', 'command-line/b.ts', 'handlers-know-the-contract'],
  ['local/a.ts', '../test/b', 'test/b.ts', 'local-alone'],
  ['bench/a.ts', '../test/b', 'test/b.ts', 'bench-without-test'],
  ['test/a.ts', '../bench/b', 'bench/b.ts', 'test-without-bench'],
])('%s may not import %s', (from, specifier, to, rule) => {
  const { status, output } = lint(importing(from, specifier, to));
  expect(output).toContain(rule);
  expect(status).not.toBe(0);
});
