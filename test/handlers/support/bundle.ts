import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { REPOSITORY } from '../../../local/process/places';

/** Bundles a script of the tests with the handlers' code in it, for a process of its own. @returns the bundle's path */
export function bundleScript(script: string, folder: string): string {
  const outfile = join(folder, 'script.cjs');
  const esbuild = join(REPOSITORY, 'node_modules', '.bin', 'esbuild');
  const options = ['--bundle', '--platform=node', '--format=cjs', `--outfile=${outfile}`, '--log-level=warning'];
  const run = spawnSync(esbuild, [script, ...options], { cwd: REPOSITORY, encoding: 'utf8' });
  if (run.status !== 0) {
    throw new Error(`esbuild could not bundle ${script}: ${run.error ?? run.stderr}`);
  }
  return outfile;
}
