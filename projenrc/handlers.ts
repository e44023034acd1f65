/** How the handlers are bundled: once here, for the build and for the list of what the bundles hold. */
import type { BuildOptions } from 'esbuild';

export const HANDLERS = ['ingest', 'replayer'] as const;

export type Handler = (typeof HANDLERS)[number];

export function entryPoint(handler: Handler): string {
  return `./lambda-runtime/${handler}/index.ts`;
}

/** The folder of a handler's bundle, which is the asset of its function. */
export function bundleFolder(handler: Handler): string {
  return `assets/lambda-runtime/${handler}/index`;
}

const TSCONFIG = 'lambda-runtime/tsconfig.json';

/** The AWS SDK is in Lambda's Node.js runtime; the native CRC is an optional speed-up of the Kafka client. */
const EXTERNALS = ['@aws-sdk/*', '@node-rs/crc32'];

const ALIASES = {
  // The other entry of this package reads a file that lies beside it.
  '@platformatic/wasm-utils': '@platformatic/wasm-utils/bundled',
  '@platformatic/kafka': './lambda-runtime/kafka/client-parts.mjs',
  'ajv/dist/2020.js': './lambda-runtime/kafka/no-validation.ts',
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
} satisfies BuildOptions;
