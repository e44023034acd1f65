/**
 * Names of the objects that the runs of a replayer's workflow have in its bucket. Each run, which is an execution of the
 * workflow, has a folder of its own.
 */

/** The folder of all runs. */
export const RUNS_FOLDER = 'runs/';

const RUN_NAME = /^[^\s/\p{Cc}]{1,80}$/u;

/** Tells whether a value can be the name of a run, which is the name of an execution. */
export function isRunName(value: unknown): value is string {
  return typeof value === 'string' && RUN_NAME.test(value);
}

/** The list of the payloads that the run's parts begin with: one for each source partition. */
export function partitionsKey(run: string): string {
  return keyIn(run, 'partitions.json');
}

/** The files that one source partition of a run replays. */
export function manifestKey(run: string, partition: string): string {
  return keyIn(run, `manifests/${partition}.ndjson.gz`);
}

const MANIFEST = /\/manifests\/([^/]+)\.ndjson\.gz$/;

/**
 * The place where one source partition of a run has come to.
 *
 * @param manifest the key of the partition's manifest
 */
export function checkpointKey(manifest: string): string {
  return MANIFEST.test(manifest) ? manifest.replace(MANIFEST, '/checkpoints/$1.json') : `${manifest}.checkpoint.json`;
}

/** The cursor that a run began with: an empty one, or the cursor of the run that it resumes. */
export function beginningKey(run: string): string {
  return keyIn(run, 'beginning.json');
}

/** The folder, without a slash behind it, in which AWS Step Functions writes what came of the run's parts. */
export function resultsFolder(run: string): string {
  return keyIn(run, 'results');
}

/** The sum of what a run has done, with the cursor to resume it by. */
export function summaryKey(run: string): string {
  return keyIn(run, 'summary.json');
}

function keyIn(run: string, name: string): string {
  return `${RUNS_FOLDER}${run}/${name}`;
}
