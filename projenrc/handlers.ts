/**
 * Options for bundling the handlers and the command line. They stand here once, for the build and for the list of what
 * the bundles hold.
 */
import { join } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';

export const HANDLERS = ['ingest', 'replayer'] as const;

export type Handler = (typeof HANDLERS)[number];

export function entryPoint(handler: Handler): string {
  return `./lambda-runtime/${handler}/index.ts`;
}

/** The folder of a handler's bundle, which is the asset of its function. */
export function bundleFolder(handler: Handler): string {
  return `assets/lambda-runtime/${handler}/index`;
}

/** The list of everything that the bundles hold, for programs to read; it is packaged with them. */
export const BILL_OF_MATERIALS = 'assets/sbom.cdx.json';

const TSCONFIG = 'lambda-runtime/tsconfig.json';

/** The AWS SDK is in Lambda's Node.js runtime; the native CRC is an optional speed-up of the Kafka client. */
const EXTERNALS = ['@aws-sdk/*', '@node-rs/crc32'];

const ALIASES = {
  // The other entry of this package reads a file that lies beside it.
  '@platformatic/wasm-utils': '@platformatic/wasm-utils/bundled',
  '@platformatic/kafka': './lambda-runtime/kafka/client-parts.mjs',
  'ajv/dist/2020.js': './lambda-runtime/kafka/no-validation.ts',
};

/**
 * The Kafka client looks up calls of the protocol by name, in a module that has all versions of all of them: 200 KB, of
 * which a producer needs a fifth. In its place stands a list of those that it makes.
 */
const PROTOCOL_CALLS: Plugin = {
  name: 'protocol-calls',
  setup({ initialOptions: { absWorkingDir = '.' }, onResolve }) {
    const path = join(absWorkingDir, 'lambda-runtime/kafka/producer-calls.mjs');
    onResolve({ filter: /\/apis\/index\.js$/ }, ({ importer }) =>
      importer.includes('/@platformatic/kafka/dist/') ? { path } : undefined,
    );
  },
};

/** Bundled CommonJS calls `require`, which an ES module does not have. */
export const BANNER = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

/** The options that decide what a bundle holds. */
export const BUNDLE_OPTIONS = {
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'esm',
  tsconfig: TSCONFIG,
  external: EXTERNALS,
  alias: ALIASES,
  plugins: [PROTOCOL_CALLS],
} satisfies BuildOptions;

/** The files of the command line, `npx cdk-s3files`. */
export const COMMAND_LINE = {
  entryPoint: './command-line/main.ts',
  folder: 'assets/command-line',
  file: 'assets/command-line/main.mjs',
  billOfMaterials: 'assets/command-line.cdx.json',
} as const;

/**
 * The options for bundling the command line. It runs where the library does. The AWS SDK is bundled with it, so that
 * users of the library need not install one.
 */
export const COMMAND_LINE_OPTIONS = {
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.16',
  tsconfig: 'command-line/tsconfig.json',
  mainFields: ['module', 'main'], // ES modules are the smaller half of the AWS SDK's packages
} satisfies BuildOptions;
