import { beginningKey, manifestKey, partitionsKey, summaryKey, topicsKey } from '../../../src/contract/run-keys';
import { isObject } from '../../environment';
import { errorMessage } from '../../errors';
import { Budget } from '../../in-flight';
import { PermanentError, wrapped } from '../../permanent-error';
import type { ReplayerConfiguration } from '../replayer-configuration';
import { parseRequest, type ReplayRequest } from '../request/request';
import { keptProgress } from '../runs/checkpoint';
import { positionsOf, toCursor, totalsOf } from '../runs/cursor';
import { type ObjectStore, readJson, uri } from '../runs/object-store';
import type { Positions } from '../runs/position';
import type { RunRequest } from './run-request';

/** The request of a run, and the place that it begins at. */
export interface ResumedRequest {
  /** The request, with the cursor of the run that it resumes, if there is one. */
  readonly request: ReplayRequest;
  readonly progress: Positions;
}

const READS_AT_A_TIME = 16;

/** @returns the request with its suppression list, if it has one */
export type ReadList = (request: ReplayRequest) => Promise<ReplayRequest>;

/** Reads the input of a workflow. If it names an earlier execution the request goes on from where that one stopped. */
export async function requestOfRun(
  store: ObjectStore,
  { payload, resume }: RunRequest,
  { targetTopic, sourceFormat }: Pick<ReplayerConfiguration, 'targetTopic' | 'sourceFormat'>,
  readList: ReadList,
): Promise<ResumedRequest> {
  const request = await readList(parseRequest(payload, targetTopic, sourceFormat));
  if (resume === undefined) {
    return { request, progress: new Map() };
  }
  try {
    const createTopic = await creationOfRun(store, resume, request);
    const resumed = { ...request, createTopic, cursor: await cursorOfRun(store, resume, request) };
    return { request: resumed, progress: positionsOf(resumed) };
  } catch (cause) {
    throw wrapped(`the execution '${resume}' cannot be resumed: ${errorMessage(cause)}`, cause);
  }
}

/** Topics that the earlier execution made are held against the snapshot that it went by, and not against a newer one. */
async function creationOfRun(store: ObjectStore, run: string, { createTopic }: ReplayRequest) {
  if (!createTopic?.likeSource || createTopic.snapshot !== undefined) {
    return createTopic;
  }
  const { snapshot } = fieldsOf(await readJson(store, topicsKey(run)));
  return { ...createTopic, snapshot: textOr(snapshot) };
}

async function cursorOfRun(store: ObjectStore, run: string, request: ReplayRequest): Promise<object> {
  const key = summaryKey(run);
  const summary = await readJson(store, key);
  const beginning = fieldsOf(await readJson(store, beginningKey(run)));
  if (!isObject(summary) || (beginning.plan !== undefined && summary.plan !== beginning.plan)) {
    return cursorOfStoppedRun(store, run, beginning, request);
  }
  if (summary.ordered === false) {
    throw new PermanentError(
      'InvalidRequest',
      'it was unordered, and nobody knows which records went out; start anew without resume',
    );
  }
  if (!isObject(summary.cursor)) {
    throw new PermanentError('InvalidRequest', 'it was done; start anew without resume to replay everything again');
  }
  return summary.cursor;
}

/** The cursor of an execution that was stopped: it has no summary, but its parts have kept the places they had come to. */
async function cursorOfStoppedRun(
  store: ObjectStore,
  run: string,
  { plan, ...cursor }: Record<string, unknown>,
  request: ReplayRequest,
): Promise<object> {
  const items = await readJson(store, partitionsKey(run));
  if (cursor.next === undefined || !Array.isArray(items)) {
    throw new PermanentError(
      'InvalidRequest',
      `there is neither a summary nor a plan of it (${uri(store, summaryKey(run))}); was it another workflow's, or unordered?`,
    );
  }
  const next = positionsOf({ ...request, cursor });
  const budget = new Budget(READS_AT_A_TIME);
  await Promise.all(
    items.map((item) =>
      budget.with(1, async () => {
        const manifest = manifestKey(run, String(fieldsOf(item).partition));
        const kept = await keptProgress(store, { manifest, plan: textOr(plan) }, request);
        Object.entries(kept?.next ?? {}).forEach(([partition, offset]) => {
          next.set(partition, offset);
        });
      }),
    ),
  );
  return toCursor(request, next, { totals: totalsOf({ ...request, cursor }) });
}

function textOr(plan: unknown): string | undefined {
  return typeof plan === 'string' ? plan : undefined;
}

function fieldsOf(item: unknown): Record<string, unknown> {
  return isObject(item) ? item : {};
}
