import { checkpointKey } from '../../../src/contract/run-keys';
import { isObject } from '../../environment';
import { errorMessage } from '../../errors';
import type { Log } from '../../telemetry/log';
import type { ReplayProgress } from '../replay';
import type { ManifestFiles } from '../request/given-files';
import type { ReplayRequest } from '../request/request';
import { type Cursor, fingerprint, progressOf, totalsOf } from './cursor';
import { type ObjectStore, readJson, writeJson } from './object-store';

/**
 * Where a child of the workflow is, kept beside its manifest after each acknowledged batch. An answer's cursor tells the
 * same, but an invocation that is killed gives none: what the next one would publish again is then the batch that was in
 * flight, and no more.
 */
export class Checkpoint {
  private readonly key: string;
  private isLost = false;

  public constructor(
    private readonly store: ObjectStore,
    private readonly files: ManifestFiles,
    private readonly log: Log,
  ) {
    this.key = checkpointKey(files.manifest);
  }

  /** The request with the cursor that is further: its own, or what was kept last. */
  public async furthest(request: ReplayRequest): Promise<ReplayRequest> {
    const kept = await keptRequest(this.store, this.files, request);
    return kept !== undefined && reach(kept) > reach(request) ? kept : request;
  }

  /** The replay goes on without: what it would spare is worth less than what it would stop. */
  public async save(cursor: Cursor): Promise<void> {
    if (this.isLost) {
      return;
    }
    try {
      await writeJson(this.store, this.key, { ...cursor, plan: this.files.plan });
    } catch (error) {
      this.isLost = true;
      this.log.warn('records may go out again if this invocation is killed', { problem: errorMessage(error) });
    }
  }
}

/** @returns how far the child of a manifest had come; undefined where it has kept nothing */
export async function keptProgress(
  store: ObjectStore,
  files: ManifestFiles,
  request: ReplayRequest,
): Promise<ReplayProgress | undefined> {
  const kept = await keptRequest(store, files, request);
  return kept && { next: Object.fromEntries(progressOf(kept)), totals: totalsOf(kept) };
}

/** What another plan has left there is of another replay, whatever it asked for. */
async function keptRequest(store: ObjectStore, { manifest, plan }: ManifestFiles, request: ReplayRequest) {
  const cursor = await readJson(store, checkpointKey(manifest));
  const isOurs = isObject(cursor) && cursor.request === fingerprint(request) && cursor.plan === plan;
  return isOurs ? { ...request, cursor } : undefined;
}

/** How far a child has come, all its partitions together; it has one. */
function reach(request: ReplayRequest): number {
  return [...progressOf(request).values()].reduce((sum, next) => sum + next, 0);
}
