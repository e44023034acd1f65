import { beginningKey, partitionsKey, resumedByKey } from '../../../src/contract/run-keys';
import { isObject } from '../../environment';
import { PermanentError } from '../../permanent-error';
import { type ObjectStore, readJson, uri } from './object-store';

type Fields = Readonly<Record<string, unknown>>;

/** The name of a run, and what tells its plan from others of the same name: undefined for a plan that has nothing. */
export interface RunName {
  readonly run: string;
  readonly plan: string | undefined;
}

/** The beginning of an ordered run, as its plan has written it down. */
export interface RunBeginning extends RunName {
  /** The fingerprint of its request; undefined where nothing was written down. */
  readonly request: string | undefined;
  /** The run that it resumes. */
  readonly resumes: RunName | undefined;
  readonly fields: Fields;
}

/** An ordered run, with the payloads that its parts began with. */
export interface RunPlan extends RunBeginning {
  readonly items: readonly Fields[];
}

export async function readBeginning(store: ObjectStore, run: string): Promise<RunBeginning> {
  const fields = fieldsOf(await readJson(store, beginningKey(run)));
  const { run: earlier, plan: ofEarlier } = fieldsOf(fields.resumes);
  return {
    run,
    plan: textOr(fields.plan),
    request: textOr(fields.request),
    resumes: typeof earlier === 'string' ? { run: earlier, plan: textOr(ofEarlier) } : undefined,
    fields,
  };
}

/**
 * Reads the beginning of the run that another one resumes.
 *
 * @returns undefined where it resumes none
 * @throws PermanentError if what stands there is of another plan or request
 */
export async function resumedBeginning(store: ObjectStore, later: RunBeginning): Promise<RunBeginning | undefined> {
  if (later.resumes === undefined) {
    return undefined;
  }
  const { run, plan } = later.resumes;
  const earlier = await readBeginning(store, run);
  if (earlier.plan !== plan || earlier.request !== later.request) {
    throw new PermanentError(
      'InvalidRequest',
      `the execution '${later.run}' resumes '${run}', and ${uri(store, beginningKey(run))} is gone, or of another plan or request: it has ` +
        'expired, or an execution of the same name has written over it; nobody knows any more where all records went',
    );
  }
  return earlier;
}

/** @returns the beginning of a run, and those of the runs that it resumes, from the last to the first, as far as they are there */
export async function beginningsOf(store: ObjectStore, run: string): Promise<readonly RunBeginning[]> {
  const first = await readBeginning(store, run);
  const beginnings = [first];
  for (let name = first.resumes; name !== undefined; ) {
    const beginning = await readBeginning(store, name.run);
    if (beginning.plan !== name.plan) {
      break;
    }
    beginnings.push(beginning);
    name = beginning.resumes;
  }
  return beginnings;
}

/** @returns undefined if there is no plan of an ordered run */
export async function readRunPlan(store: ObjectStore, run: string): Promise<RunPlan | undefined> {
  return withItems(store, await readBeginning(store, run));
}

/** @returns a run and those that it resumes, one after the other, from the last to the first */
export async function chainOf(store: ObjectStore, last: RunPlan): Promise<readonly RunPlan[]> {
  const chain = [last];
  for (let next = await resumedBeginning(store, last); next; next = await resumedBeginning(store, next)) {
    const earlier = await withItems(store, next);
    if (earlier === undefined) {
      throw new PermanentError(
        'InvalidRequest',
        `the execution '${last.run}' goes on where '${next.run}' stopped, whose plan ${uri(store, partitionsKey(next.run))} is gone; it has expired, ` +
          'or was deleted',
      );
    }
    chain.push(earlier);
  }
  return chain;
}

async function withItems(store: ObjectStore, beginning: RunBeginning): Promise<RunPlan | undefined> {
  const items = await readJson(store, partitionsKey(beginning.run));
  return Array.isArray(items) ? { ...beginning, items: items.map(fieldsOf) } : undefined;
}

/** @returns the run that has resumed this one; undefined if none has */
export async function resumedBy(store: ObjectStore, { run, plan }: RunName): Promise<RunName | undefined> {
  const by = fieldsOf(await readJson(store, resumedByKey(run, plan)));
  return typeof by.run === 'string' ? { run: by.run, plan: textOr(by.plan) } : undefined;
}

export function fieldsOf(value: unknown): Fields {
  return isObject(value) ? value : {};
}

export function textOr(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
