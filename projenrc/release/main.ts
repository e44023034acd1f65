/**
 * Makes a release, of the version and with the notes of CHANGELOG.md.
 *
 *   npm run release -- --dry-run   prints both, and what is to be done before
 *   npm run release                builds and packs everything into dist/; publishing is the workflow's
 *
 * The tasks of projen call it with `version` and `notes`.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Entry, installableVersion, newestEntry } from './changelog';
import { examplesWithout, pointExamplesTo } from './examples';
import { checkVersion, meantBreaks } from './version';

const NOTES = 'dist/changelog.md';

const changelog = readFileSync('CHANGELOG.md', 'utf8');

function newestTag(): string | undefined {
  const tags = execFileSync('git', ['tag', '--list', 'v[0-9]*', '--sort=-version:refname'], { encoding: 'utf8' });
  return tags.split('\n').find((tag) => /^v\d+\.\d+\.\d+$/.test(tag));
}

/** The newest entry, if it may be released now or later. */
function next(): Entry {
  const entry = newestEntry(changelog);
  checkVersion(entry.version, newestTag(), meantBreaks(readFileSync('.compatignore', 'utf8')));
  return entry;
}

/** The steps that are still to be done before the sources can be released, a sentence for each. */
function missing({ version, released }: Entry): string[] {
  const examples = examplesWithout(installableVersion(changelog));
  return [
    ...(released === undefined ? [`CHANGELOG.md has no day for ${version}: write it in place of 'unreleased'`] : []),
    ...examples.map((file) => `${file} asks for another version: \`npm run release -- --prepare\` writes it`),
  ];
}

function dryRun(entry: Entry): void {
  const tag = newestTag();
  const place = tag === undefined ? 'be the first release' : `follow ${tag}`;
  console.log(`${entry.version} would ${place}, with the tag v${entry.version}.`);
  for (const what of missing(entry)) console.log(`Before it can be released: ${what}`);
  console.log(`\n${entry.notes}`);
}

/** `DRY_RUN` is the workflow's: it packs everything, and publishes nothing. */
function release(entry: Entry): number {
  const [first] = missing(entry);
  if (first !== undefined && process.env.DRY_RUN !== 'true') throw new Error(first);
  return spawnSync('npx', ['projen', 'release:pack'], { stdio: 'inherit' }).status ?? 1;
}

function main([command, ...others]: readonly string[]): number {
  if (others.length > 0) throw new Error(`'${others.join(' ')}' is one argument too many`);
  switch (command) {
    case '--dry-run':
      dryRun(next());
      return 0;
    case '--prepare':
      pointExamplesTo(installableVersion(changelog));
      return 0;
    case 'version':
      process.stdout.write(next().version);
      return 0;
    case 'notes':
      mkdirSync(dirname(NOTES), { recursive: true });
      writeFileSync(NOTES, `${next().notes}\n`);
      return 0;
    case undefined:
      return release(next());
    default:
      throw new Error(`'${command}' is no argument: give --dry-run, --prepare or nothing`);
  }
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
