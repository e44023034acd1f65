/**
 * Names of the objects that tell when drills have succeeded, in the bucket of a replayer's workflow. They are in a
 * folder of their own: objects in the folder of a run expire, and the last drill may be longer ago than that.
 */

/** The folder of all drills. */
export const DRILLS_FOLDER = 'drills/';

/** Percent-encoded the longest name has 900 bytes, so that its keys stay below the 1,024 that a key may have. */
const MOST_ENCODED = 900;
const DRILL_NAME = /^[^\p{Cc}\p{Cs}]+$/u;

/** Tells whether a value can be the name of a drill, which is the id of its schedule. */
export function isDrillName(value: unknown): value is string {
  return typeof value === 'string' && DRILL_NAME.test(value) && encodeURIComponent(value).length <= MOST_ENCODED;
}

/** The last success of a drill, as its last step writes it down. */
export function drillSuccessKey(name: string): string {
  return keyOf(name, 'succeeded.json');
}

/** The time from which on a drill is watched, and the last success that a look has seen. */
export function drillWatchKey(name: string): string {
  return keyOf(name, 'watched.json');
}

function keyOf(name: string, file: string): string {
  return `${DRILLS_FOLDER}${encodeURIComponent(name)}/${file}`;
}
