/**
 * Bundles the handlers. What only some functions need is a file of its own beside `index.mjs`, which is loaded when it is
 * asked for.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { BANNER, BUNDLE_OPTIONS, bundleFolder, entryPoint, HANDLERS, type Handler } from './handlers';

const root = join(__dirname, '..');

async function bundle(handler: Handler): Promise<void> {
  const outdir = join(root, bundleFolder(handler));
  // What an earlier build has left would be part of the asset, and of its hash.
  rmSync(outdir, { recursive: true, force: true });
  await build({
    ...BUNDLE_OPTIONS,
    absWorkingDir: root,
    entryPoints: [entryPoint(handler)],
    outdir,
    outExtension: { '.js': '.mjs' },
    splitting: true,
    keepNames: true,
    target: 'node22',
    banner: { js: BANNER },
    legalComments: 'none', // NOTICE has them all
    logLevel: 'warning',
  });
}

async function main(): Promise<void> {
  for (const handler of HANDLERS) {
    await bundle(handler);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
