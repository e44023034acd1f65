import { drillKey } from '../../../src/contract/run-keys';
import { isObject } from '../../environment';
import { type ObjectStore, readJson, writeJson } from '../runs/object-store';

/** The form of the file. A form that is no longer read as this one has another number. */
const FORMAT = 1;

/**
 * The beginning of a drill. It is kept before the first topic is made, so that it is always known which topics to
 * delete.
 */
export interface BegunDrill {
  /** The drill of the replayer that a success counts for; null if it counts for none. */
  readonly drill: string | null;
  /** The id of the plan, which another plan of the same name does not have; null if there is none. */
  readonly plan: string | null;
  readonly started_at: string;
  /** The topics that it is to make. */
  readonly topics: readonly string[];
  /** The topics that it has made, and deletes in the end. */
  readonly made: readonly string[];
}

/** The result of a drill: the evidence that is left of it, beside the proof of its run. */
export interface EndedDrill extends BegunDrill {
  readonly ended_at: string;
  /** The seconds from the plan to the deletion of the last topic. */
  readonly seconds: number;
  readonly records: number;
  readonly succeeded: boolean;
  /** The number of differences that the verification found; null if it did not come so far. */
  readonly differences: number | null;
  /** The proof of the run, with its digest; null if it did not come so far. */
  readonly verification: unknown;
  readonly problem?: string;
}

export async function writeDrill(store: ObjectStore, run: string, drill: BegunDrill | EndedDrill): Promise<void> {
  await writeJson(store, drillKey(run), { format: FORMAT, run, ...drill });
}

/** @returns undefined if the run has begun no drill */
export async function readDrill(store: ObjectStore, run: string): Promise<BegunDrill | undefined> {
  const drill = await readJson(store, drillKey(run));
  return isObject(drill) && drill.format === FORMAT ? (drill as unknown as BegunDrill) : undefined;
}
