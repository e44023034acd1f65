import { isObject } from '../../environment';
import { summaryKey } from './keys';
import { type ObjectStore, readJson, uri } from './object-store';

/** @returns where an earlier execution stopped: the cursor of its summary */
export async function cursorOfRun(store: ObjectStore, run: string): Promise<Record<string, unknown>> {
  const key = summaryKey(run);
  const summary = await readJson(store, key);
  const cannot = `the execution '${run}' cannot be resumed`;
  if (!isObject(summary)) {
    throw new Error(
      `${cannot}: there is no summary of it (${uri(store, key)}); was it another workflow's, or stopped?`,
    );
  }
  if (summary.ordered === false) {
    throw new Error(`${cannot}: it was unordered, and nobody knows which records went out; start anew without resume`);
  }
  if (!isObject(summary.cursor)) {
    throw new Error(`${cannot}: it was done; start anew without resume to replay everything again`);
  }
  return summary.cursor;
}
