/**
 * Fails on stale generated files: run with `before`, regenerate, run with `after`.
 *
 * It compares contents, not with git, so that it also holds for changes that are not committed yet.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..');
const memory = join(root, 'node_modules', '.cache', 'cdk-s3files', 'generated-files.json');

/** All that projen writes, the API reference, and the list of what the bundles inline. */
function generatedFiles(): string[] {
  const manifest = JSON.parse(readFileSync(join(root, '.projen', 'files.json'), 'utf8')) as { files: string[] };
  return [...manifest.files, 'package.json', 'package-lock.json', 'biome.jsonc', 'API.md', 'NOTICE'];
}

function hashes(): Record<string, string> {
  return Object.fromEntries(generatedFiles().map((file) => [file, hash(join(root, file))]));
}

function hash(file: string): string {
  return existsSync(file) ? createHash('sha256').update(readFileSync(file)).digest('hex') : 'absent';
}

function remember(): void {
  mkdirSync(dirname(memory), { recursive: true });
  writeFileSync(memory, JSON.stringify(hashes()));
}

function compare(): void {
  const before = JSON.parse(readFileSync(memory, 'utf8')) as Record<string, string>;
  const after = hashes();
  const stale = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((f) => before[f] !== after[f]);
  if (stale.length > 0) {
    console.error(`stale generated files, regenerated just now; commit them: ${stale.join(', ')}`);
    process.exit(1);
  }
  console.log(`${Object.keys(after).length} generated files are fresh`);
}

const [, , when] = process.argv;
if (when === 'before') {
  remember();
} else if (when === 'after') {
  compare();
} else {
  console.error("usage: check-generated.ts before|after, with 'projen default' and 'projen docgen' in between");
  process.exit(2);
}
