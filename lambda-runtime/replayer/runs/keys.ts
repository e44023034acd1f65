const RUN = /^[^\s/\p{Cc}]{1,80}$/u;

/** The name of an execution of the workflow, which has a folder in the workflow's bucket. */
export function parseRun(name: string, run: unknown): string {
  if (typeof run !== 'string' || !RUN.test(run)) {
    throw new Error(`${name} is ${JSON.stringify(run)}; give the name of an execution of the workflow`);
  }
  return run;
}

export function manifestKey(run: string, partition: string): string {
  return `runs/${run}/manifests/${partition}.ndjson.gz`;
}

const MANIFEST = /\/manifests\/([^/]+)\.ndjson\.gz$/;

/** @param manifest the key of the manifest that is replayed */
export function checkpointKey(manifest: string): string {
  return MANIFEST.test(manifest) ? manifest.replace(MANIFEST, '/checkpoints/$1.json') : `${manifest}.checkpoint.json`;
}

export function partitionsKey(run: string): string {
  return `runs/${run}/partitions.json`;
}

/** Where a run began: nowhere, or where the one had stopped that it resumes. */
export function beginningKey(run: string): string {
  return `runs/${run}/beginning.json`;
}

export function summaryKey(run: string): string {
  return `runs/${run}/summary.json`;
}
