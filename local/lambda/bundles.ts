import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../process/command';
import { REPOSITORY } from '../process/places';
import type { Supervisor } from '../process/supervisor';

/** The bundles, and the bills of materials that are written after them. */
const BUNDLES = [
  ...['ingest', 'replayer'].map((name) => join('lambda-runtime', name, 'index', 'index.mjs')),
  join('command-line', 'main.mjs'),
  'sbom.cdx.json',
  'command-line.cdx.json',
].map((file) => join(REPOSITORY, 'assets', file));

/** The folders that the bundles are built from: the contract is part of each. */
const SOURCES = ['lambda-runtime', 'command-line', 'src/contract'];

/** Builds the bundles of the handlers and of the command line unless they are newer than all they are built from. */
export async function bringBundlesUpToDate(supervisor: Supervisor): Promise<'built' | 'up to date'> {
  if (!areStale()) return 'up to date';
  await runCommand(supervisor, 'npx', ['projen', 'bundle'], {
    failure: 'could not bundle the handlers and the command line',
    cwd: REPOSITORY,
  });
  return 'built';
}

function areStale(): boolean {
  if (!BUNDLES.every((bundle) => existsSync(bundle))) return true;
  const sources = SOURCES.flatMap((folder) =>
    readdirSync(join(REPOSITORY, folder), { recursive: true, withFileTypes: true }),
  )
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const newestSource = Math.max(...[...sources, join(REPOSITORY, 'package-lock.json')].map(modifiedAt));
  return newestSource > Math.min(...BUNDLES.map(modifiedAt));
}

function modifiedAt(path: string): number {
  return statSync(path).mtimeMs;
}
