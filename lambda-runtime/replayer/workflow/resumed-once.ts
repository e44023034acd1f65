import { resumedByKey } from '../../../src/contract/run-keys';
import { PermanentError } from '../../permanent-error';
import { createJson, type ObjectStore } from '../runs/object-store';
import { beginningsOf, type RunName, resumedBy } from '../runs/run-plan';

/** A run, and the one that goes on from where it stopped. */
interface Link {
  readonly earlier: RunName;
  readonly later: RunName;
}

/**
 * Refuses to resume what another run has resumed already: both would publish the same records. It is asked before anything is made.
 *
 * @param resume the name of the run to resume
 * @param by the run that is to resume it
 */
export async function assertResumable(store: ObjectStore, resume: string, by: RunName): Promise<void> {
  for (const { earlier, later } of await linksOf(store, resume, by)) {
    const known = await resumedBy(store, earlier);
    if (known !== undefined && !isSame(known, later)) {
      throw await refusal(store, resume, earlier, known);
    }
  }
}

/**
 * Writes down that a run goes on from another, for good: of two that come at the same time, one is refused. It is done once all else of the plan
 * is written, as from then on the run can itself be resumed; what an earlier plan could not write down any more is written with it.
 */
export async function claimResumption(store: ObjectStore, resume: string, by: RunName): Promise<void> {
  for (const { earlier, later } of await linksOf(store, resume, by)) {
    if (!(await createJson(store, resumedByKey(earlier.run, earlier.plan), later))) {
      const known = await resumedBy(store, earlier);
      if (known === undefined || !isSame(known, later)) {
        throw await refusal(store, resume, earlier, known ?? later);
      }
    }
  }
}

/** The links from a run to the first of those that it goes on from. */
async function linksOf(store: ObjectStore, resume: string, by: RunName): Promise<Link[]> {
  const links: Link[] = [];
  let later = by;
  for (const { run, plan } of await beginningsOf(store, resume)) {
    links.push({ earlier: { run, plan }, later });
    later = { run, plan };
  }
  return links;
}

function isSame(one: RunName, other: RunName): boolean {
  return one.run === other.run && one.plan === other.plan;
}

async function refusal(store: ObjectStore, resume: string, earlier: RunName, by: RunName): Promise<PermanentError> {
  let last = by;
  for (let next = await resumedBy(store, last); next !== undefined; next = await resumedBy(store, last)) {
    last = next;
  }
  return new PermanentError(
    'InvalidRequest',
    `the execution '${resume}' cannot be resumed: '${by.run}' has resumed '${earlier.run}' already, and its records would go out again; ` +
      `give "resume": "${last.run}", the last that went on from there, or start anew without resume`,
  );
}
