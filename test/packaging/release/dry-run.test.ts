import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REPOSITORY } from '../../../local/process/places';
import { newestEntry } from '../../../projenrc/release/changelog';

const PROJEN = join(REPOSITORY, 'node_modules', '.bin', 'projen');

let clone: string;
beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), 'release-'));
  git('clone', '--quiet', REPOSITORY, '.');
  git('config', 'user.name', 'A maintainer');
  git('config', 'user.email', 'maintainer@example.com');
  symlinkSync(join(REPOSITORY, 'node_modules'), join(clone, 'node_modules'));
});
afterAll(() => rmSync(clone, { recursive: true }));

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: clone, encoding: 'utf8' });
}

function projen(cwd: string, ...args: readonly string[]): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(PROJEN, args, { cwd, encoding: 'utf8' });
  return { status, output: `${stdout}${stderr}` };
}

function release(...args: readonly string[]): { readonly status: number | null; readonly output: string } {
  return projen(clone, 'release', ...args);
}

const changelog = () => readFileSync(join(clone, 'CHANGELOG.md'), 'utf8');
const write = (text: string) => writeFileSync(join(clone, 'CHANGELOG.md'), text);

/** The files that projen or a release has changed, as `git` names them. */
const changed = () => git('status', '--porcelain', '--', ':!node_modules');

test('a dry run on a clone says version, tag and notes, and changes nothing', () => {
  const { version, notes } = newestEntry(changelog());
  const { status, output } = release('--dry-run');
  expect(output).toMatch(
    new RegExp(`^${version} would (be the first release|follow v\\S+), with the tag v${version}\\.`),
  );
  expect(output).toContain(notes);
  expect(status).toBe(0);
  expect(changed()).toBe('');
});

test('a version without a day is not released', () => {
  write('# Changes\n\n## 0.1.0 (unreleased)\n\n- A thing.\n');
  expect(release()).toMatchObject({
    status: 1,
    output: expect.stringContaining("CHANGELOG.md has no day for 0.1.0: write it in place of 'unreleased'"),
  });
});

test('examples that ask for another version are found, and can be prepared', () => {
  write('# Changes\n\n## 0.1.7 (2026-12-01)\n\n- A thing.\n');
  const examples = ['typescript', 'python', 'java', 'go'].map((language) => `examples/${language}/confluent-demo/`);
  const before = release('--dry-run').output;
  for (const example of examples) expect(before).toContain(`Before it can be released: ${example}`);
  expect(release('--prepare').status).toBe(0);
  expect(release('--dry-run').output).not.toContain('Before it can be released');
  git('checkout', '--quiet', '--', 'examples');
});

test('what follows the newest tag is checked', () => {
  write('# Changes\n\n## 0.3.0 (unreleased)\n\n- A thing.\n');
  git('tag', 'v0.1.0');
  expect(release('--dry-run')).toMatchObject({
    status: 1,
    output: expect.stringContaining('0.3.0 cannot follow v0.1.0: CHANGELOG.md may name 0.1.1 or 0.2.0 or 1.0.0'),
  });
  git('tag', '--delete', 'v0.1.0');
});

test("projen's bump takes the version, the tag and the notes over, and unbump puts everything back", () => {
  write('# Changes\n\n## 0.1.0 (2026-12-01)\n\n- A thing that users notice.\n');
  git('commit', '--quiet', '--all', '--message', 'Give the release its day');
  for (const [task, version] of [
    ['bump', '0.1.0'],
    ['unbump', '0.0.0'],
  ]) {
    expect(projen(clone, task).status).toBe(0);
    expect(JSON.parse(readFileSync(join(clone, 'package.json'), 'utf8')).version).toBe(version);
  }
  expect(readFileSync(join(clone, 'dist', 'version.txt'), 'utf8')).toBe('0.1.0');
  expect(readFileSync(join(clone, 'dist', 'releasetag.txt'), 'utf8')).toBe('v0.1.0');
  expect(readFileSync(join(clone, 'dist', 'changelog.md'), 'utf8')).toBe('- A thing that users notice.\n');
  expect(changed()).toBe('');
});

test.each([['--draft', "'--draft' is no argument: give --dry-run, --prepare or nothing"]])(
  '%s is refused',
  (argument, message) => {
    expect(release(argument)).toMatchObject({ status: 1, output: expect.stringContaining(message) });
  },
);

test('the examples of this repository ask for a version that apps can install', () => {
  expect(projen(REPOSITORY, 'release', '--dry-run').output).not.toContain('asks for another version');
});
