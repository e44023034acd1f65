/**
 * Bundles the handlers and the command line. What only some functions need is a file of its own beside `index.mjs`, which is loaded when it is
 * asked for.
 */
import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import {
  BANNER,
  BUNDLE_OPTIONS,
  bundleFolder,
  COMMAND_LINE,
  COMMAND_LINE_OPTIONS,
  entryPoint,
  HANDLERS,
} from './handlers';

const root = join(__dirname, '..');

async function bundle(entryPoint: string, folder: string, options: BuildOptions): Promise<void> {
  const outdir = join(root, folder);
  // What an earlier build has left would be part of the asset, and of its hash.
  rmSync(outdir, { recursive: true, force: true });
  await build({
    ...options,
    absWorkingDir: root,
    entryPoints: [entryPoint],
    outdir,
    outExtension: { '.js': '.mjs' },
    splitting: true,
    keepNames: true,
    banner: { js: BANNER },
    legalComments: 'none', // NOTICE has them all
    logLevel: 'warning',
  });
}

async function main(): Promise<void> {
  for (const handler of HANDLERS) {
    await bundle(entryPoint(handler), bundleFolder(handler), { ...BUNDLE_OPTIONS, target: 'node22' });
  }
  await bundle(COMMAND_LINE.entryPoint, COMMAND_LINE.folder, COMMAND_LINE_OPTIONS);
  chmodSync(join(root, COMMAND_LINE.file), 0o755);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
