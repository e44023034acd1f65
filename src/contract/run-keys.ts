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

/** The list of the source partitions that a run which resumes another has to compare, where it is to be verified. */
export function partitionsToProveKey(run: string): string {
  return keyIn(run, 'partitions-to-prove.json');
}

/** The files that one source partition of a run replays. */
export function manifestKey(run: string, partition: string): string {
  return keyIn(run, `manifests/${partition}.ndjson.gz`);
}

const MANIFEST_OF_RUN = /^runs\/([^/]+)\/manifests\/([^/]+)\.ndjson\.gz$/;
/** The target topics that a run found or made, before its first record. */
export function topicsKey(run: string): string {
  return keyIn(run, 'topics.json');
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

/**
 * A part of the offset map of one source partition of a run. The newest part is kept with the checkpoint.
 *
 * @param part its number, from 0
 */
export function offsetMapKey(run: string, partition: string, part: number): string {
  return keyIn(run, `offset-map/${partition}/${String(part).padStart(6, '0')}.json.gz`);
}

/**
 * The run and the source partition that a manifest is of.
 *
 * @param manifest the key of the partition's manifest
 * @returns undefined for a key that is no manifest's
 */
export function partOfManifest(manifest: string): { readonly run: string; readonly partition: string } | undefined {
  const [, run, partition] = MANIFEST_OF_RUN.exec(manifest) ?? [];
  return run === undefined || partition === undefined ? undefined : { run, partition };
}

/** The cursor that a run began with: an empty one, or the cursor of the run that it resumes. */
export function beginningKey(run: string): string {
  return keyIn(run, 'beginning.json');
}

/**
 * The name of the run that has resumed this one, which none may do after it.
 *
 * @param plan the plan of this run: another execution of its name is another run
 */
export function resumedByKey(run: string, plan: string | undefined): string {
  return keyIn(run, plan === undefined ? 'resumed-by.json' : `resumed-by-${plan}.json`);
}

/** The folder, without a slash behind it, in which AWS Step Functions writes what came of the run's parts. */
export function resultsFolder(run: string): string {
  return keyIn(run, 'results');
}

/** The sum of what a run has done, with the cursor to resume it by. */
export function summaryKey(run: string): string {
  return keyIn(run, 'summary.json');
}

/**
 * The table of offsets that were, or would be, committed at the target.
 *
 * @param time milliseconds since 1970
 */
export function committedOffsetsKey(run: string, time: number, dryRun: boolean): string {
  const name = new Date(time).toISOString().replace(/[-:.]/g, '');
  return keyIn(run, `commit-offsets-${name}${dryRun ? '-dry-run' : ''}.json`);
}

/** The request of a run as it was planned. */
export function requestKey(run: string): string {
  return keyIn(run, 'request.json');
}

/** The proof of a run: what its files and its target were found to have in common, and what not. */
export function verificationKey(run: string): string {
  return keyIn(run, 'verification.json');
}

/** The part of the proof that is about one source partition. */
export function partitionVerificationKey(run: string, partition: string): string {
  return keyIn(run, `verification/${partition}.json`);
}

/** The topics that a drill makes and deletes, and in the end what came of it. */
export function drillKey(run: string): string {
  return keyIn(run, 'drill.json');
}

/** The folder, without a slash behind it, in which AWS Step Functions writes what came of the verification's parts. */
export function verificationResultsFolder(run: string): string {
  return keyIn(run, 'verification-results');
}

function keyIn(run: string, name: string): string {
  return `${RUNS_FOLDER}${run}/${name}`;
}
