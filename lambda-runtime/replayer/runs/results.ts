import { isObject } from '../../environment';
import { errorMessage } from '../../errors';
import { jsonObjects } from './json-objects';
import { type ObjectStore, readJson, uri } from './object-store';
import type { ReplayProgress } from './replay-progress';
import { NO_TOTALS, parseTotals } from './totals';

/** The end of one part of a run. */
export interface PartResult {
  /** The name of its partition, or of its execution: a batch of files has no partition. */
  readonly part: string;
  readonly done: boolean;
  readonly error: string;
  readonly cause: string;
  /** The place that it had come to; undefined if it has told none. */
  readonly progress: ReplayProgress | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

const LONGEST_CAUSE = 1000;

/** Reads the results of a map run, from the objects that its manifest names. */
export async function* partResults(store: ObjectStore, manifestKey: string): AsyncGenerator<PartResult> {
  const manifest = await readJson(store, manifestKey);
  if (!isObject(manifest) || !isObject(manifest.ResultFiles)) {
    throw new Error(`${uri(store, manifestKey)} is not the manifest of a map run's results`);
  }
  for (const files of Object.values(manifest.ResultFiles)) {
    for (const file of Array.isArray(files) ? files : []) {
      yield* resultsIn(store, String(fieldsOf(file).Key));
    }
  }
}

async function* resultsIn(store: ObjectStore, key: string): AsyncGenerator<PartResult> {
  const chunks = await store.read(key);
  if (chunks === undefined) {
    throw new Error(`there is no object ${uri(store, key)}, though the manifest of the results names it`);
  }
  try {
    for await (const execution of jsonObjects(chunks)) {
      yield toResult(fieldsOf(execution));
    }
  } catch (cause) {
    throw new Error(`${uri(store, key)} does not have a map run's results: ${errorMessage(cause)}`, { cause });
  }
}

function toResult({ Name, Status, Input, Output, Error: error, Cause: cause }: Fields): PartResult {
  const output = parsed(Output);
  const partition = output.partition ?? parsed(Input).partition;
  return {
    part: String(partition ?? Name),
    done: output.done === true,
    error: String(output.error ?? error ?? `States.${Status === 'PENDING' ? 'NotStarted' : 'Unknown'}`),
    cause: reasonOf(String(output.cause ?? cause ?? 'no reason was told')),
    progress: parseProgress(output.progress),
  };
}

/** The message alone of an error that a function threw, which comes as JSON with a stack. */
export function reasonOf(cause: string): string {
  const { errorMessage: message } = parsed(cause);
  return (typeof message === 'string' ? message : cause).slice(0, LONGEST_CAUSE);
}

function parseProgress(progress: unknown): ReplayProgress | undefined {
  const { next, totals } = fieldsOf(progress);
  return isObject(next)
    ? { next: next as ReplayProgress['next'], totals: parseTotals(totals) ?? NO_TOTALS }
    : undefined;
}

function parsed(text: unknown): Fields {
  try {
    return fieldsOf(JSON.parse(String(text)));
  } catch {
    return {};
  }
}

function fieldsOf(value: unknown): Fields {
  return isObject(value) ? value : {};
}
