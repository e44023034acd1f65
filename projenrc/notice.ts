/**
 * Writes down what the bundles of the handlers and of the command line inline, from one and the same build: NOTICE for people, with the licences that the
 * authors ask to be passed on, and a bill of materials (CycloneDX) of each for programs that look for vulnerable versions.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { cyclonedxEsbuildPlugin } from '@cyclonedx/cyclonedx-esbuild';
import { type BuildOptions, build } from 'esbuild';
import {
  BILL_OF_MATERIALS,
  BUNDLE_OPTIONS,
  COMMAND_LINE,
  COMMAND_LINE_OPTIONS,
  entryPoint,
  HANDLERS,
} from './handlers';

const root = join(__dirname, '..');

const HEADER = `cdk-s3files
Copyright the cdk-s3files contributors
Licensed under the Apache License, Version 2.0 (see LICENSE).

The handlers and the command line in assets/ hold code of the following packages, in the versions named.
`;

interface Inlined {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}

/** Says the same each time: without a time or a random number. Fails if it does not keep to its own schema. */
function billOfMaterials(file: string) {
  return cyclonedxEsbuildPlugin({
    outputFile: basename(file),
    outputReproducible: true,
    mcType: 'library',
    validate: true,
  });
}

/** The folders of all packages of which the bundles hold code. Writes the bill of materials on its way. */
async function inlinedPackages(bill: string, entryPoints: string[], options: BuildOptions): Promise<string[]> {
  const { metafile } = await build({
    ...options,
    absWorkingDir: root,
    entryPoints,
    write: false,
    metafile: true,
    outdir: dirname(bill), // nothing but the bill of materials is written there
    plugins: [...(options.plugins ?? []), billOfMaterials(bill)],
    logLevel: 'error',
  });
  const files = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
  const folders = files.flatMap((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
  return [...new Set(folders)].sort();
}

function describe(folder: string): Inlined {
  const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
  const text = file
    ? readFileSync(join(root, folder, file), 'utf8')
        .replaceAll('\r\n', '\n')
        .trim()
    : '';
  return { name, version, licence: license, text };
}

/** Packages under one and the same text stand together above it. */
function render(packages: Inlined[]): string {
  const byText = new Map<string, Inlined[]>();
  for (const inlined of packages) {
    byText.set(inlined.text, [...(byText.get(inlined.text) ?? []), inlined]);
  }
  const rule = '-'.repeat(80);
  return [...byText]
    .map(([text, group]) => `\n${rule}\n${group.map(title).join('\n')}\n${text ? `\n${text}\n` : ''}`)
    .join('');
}

function title({ name, version, licence }: Inlined): string {
  return `${name} ${version} (${licence})`;
}

async function main(): Promise<void> {
  const folders = [
    ...(await inlinedPackages(BILL_OF_MATERIALS, HANDLERS.map(entryPoint), BUNDLE_OPTIONS)),
    ...(await inlinedPackages(COMMAND_LINE.billOfMaterials, [COMMAND_LINE.entryPoint], COMMAND_LINE_OPTIONS)),
  ];
  writeFileSync(join(root, 'NOTICE'), HEADER + render([...new Set(folders)].sort().map(describe)));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
