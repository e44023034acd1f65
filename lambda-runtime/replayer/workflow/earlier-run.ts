import { isObject } from '../../environment';
import { errorMessage } from '../../errors';
import { type Progress, progressOf } from '../cursor';
import { parseRequest, type ReplayRequest } from '../request';
import { summaryKey } from './keys';
import { type ObjectStore, readJson, uri } from './object-store';
import type { RunRequest } from './run-request';

export interface ResumedRequest {
  /** With the cursor of the execution that it resumes. */
  readonly request: ReplayRequest;
  readonly progress: Progress;
}

/** What a workflow's input asks for, from where an earlier execution stopped, if it names one. */
export async function requestOfRun(
  store: ObjectStore,
  { payload, resume }: RunRequest,
  targetTopic: string,
): Promise<ResumedRequest> {
  const request = parseRequest(payload, targetTopic);
  if (resume === undefined) {
    return { request, progress: new Map() };
  }
  try {
    const resumed = { ...request, cursor: await cursorOfRun(store, resume) };
    return { request: resumed, progress: progressOf(resumed) };
  } catch (cause) {
    throw new Error(`the execution '${resume}' cannot be resumed: ${errorMessage(cause)}`, { cause });
  }
}

async function cursorOfRun(store: ObjectStore, run: string): Promise<Record<string, unknown>> {
  const key = summaryKey(run);
  const summary = await readJson(store, key);
  if (!isObject(summary)) {
    throw new Error(`there is no summary of it (${uri(store, key)}); was it another workflow's, or stopped?`);
  }
  if (summary.ordered === false) {
    throw new Error('it was unordered, and nobody knows which records went out; start anew without resume');
  }
  if (!isObject(summary.cursor)) {
    throw new Error('it was done; start anew without resume to replay everything again');
  }
  return summary.cursor;
}
