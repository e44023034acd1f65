import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';

/** The newest schema that integ-runner 2.197.10 reads, by its message "Maximum schema version supported is 53.x.x". */
const RUNNER_SCHEMA = 53;

const MANIFESTS = /^(cdk\.out|manifest\.json|integ\.json|.*\.assets\.json)$/;
const METADATA = /\.metadata\.json$/;

type Json = Record<string, unknown>;
type Metadata = Record<string, { readonly type: string; readonly data: unknown }[]>;

/** An app whose assembly integ-runner can read, and whose snapshot is the same on every machine. */
export function integApp(): App {
  // The app writes its files before the process exits. Without the variable it was run by hand.
  process.once('exit', () => {
    const directory = process.env.CDK_OUTDIR;
    if (directory !== undefined) {
      rewrite(directory, MANIFESTS, lowerSchema);
      rewrite(directory, METADATA, withoutPlaces);
    }
  });
  return new App();
}

/**
 * aws-cdk-lib 2.263 writes manifests of schema 54, and the runner refuses them by that number alone, before it looks at
 * the rest. With a lower number it still holds them against its own schema, and refuses a field that it does not know.
 */
function lowerSchema(manifest: Json): Json {
  return { ...manifest, version: `${RUNNER_SCHEMA}.0.0` };
}

/** Stack traces name files by their paths on this machine; analytics are not about this library. */
function withoutPlaces(metadata: Metadata): Metadata {
  const kept = Object.entries(metadata).map(([path, entries]) => {
    const others = entries.filter(({ type }) => !/^aws:cdk:(creationStack|analytics:)/.test(type));
    return [path, others.map(({ type, data }) => ({ type, data }))] as const;
  });
  return Object.fromEntries(kept.filter(([, entries]) => entries.length > 0));
}

function rewrite<T>(directory: string, names: RegExp, change: (content: T) => T): void {
  for (const name of readdirSync(directory).filter((file) => names.test(file))) {
    const path = join(directory, name);
    const content: T = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, `${JSON.stringify(change(content), undefined, 2)}\n`);
  }
}
