import { checkpointKey } from '../../../src/contract/run-keys';
import { isObject } from '../../environment';
import { errorMessage } from '../../errors';
import type { Log } from '../../telemetry/log';
import type { ManifestFiles } from '../request/given-files';
import type { ReplayRequest } from '../request/request';
import { type Cursor, fingerprint, positionsOf, totalsOf } from './cursor';
import { type ObjectStore, readJson, writeJson } from './object-store';
import { isFurther, type Positions } from './position';
import type { ReplayProgress } from './replay-progress';

/** A cursor as it was kept, with what was kept beside it. */
export type KeptCursor = Readonly<Record<string, unknown>>;

/**
 * Keeps the cursor of a part beside its manifest, after each batch that was acknowledged. An answer has the same
 * cursor, but an invocation that is killed gives no answer. With the checkpoint the next invocation publishes again
 * only the batch that was on its way.
 */
export class Checkpoint {
  private readonly key: string;
  private isLost = false;

  public constructor(
    private readonly store: ObjectStore,
    public readonly files: ManifestFiles,
    private readonly log: Log,
  ) {
    this.key = checkpointKey(files.manifest);
  }

  /** @returns the request with the cursor that is further on: its own, or the one that was kept last, which is told, too */
  public async furthest(
    request: ReplayRequest,
  ): Promise<{ readonly request: ReplayRequest; readonly kept: KeptCursor | undefined }> {
    const kept = await keptRequest(this.store, this.files, request);
    const isFurthest = kept !== undefined && isAhead(positionsOf(kept), positionsOf(request));
    return { request: isFurthest ? kept : request, kept: kept?.cursor };
  }

  /**
   * Keeps a cursor. If that fails the replay goes on all the same, and keeps no further cursors except the last one.
   *
   * @param offsetMap makes what is kept with it, in the same write
   */
  public async save(cursor: Cursor, offsetMap?: () => Promise<object>, isLast = false): Promise<void> {
    if (this.isLost && !isLast) {
      return;
    }
    try {
      const map = offsetMap && { offset_map: await offsetMap() };
      await writeJson(this.store, this.key, { ...cursor, plan: this.files.plan, ...map });
    } catch (error) {
      if (!this.isLost) {
        this.log.warn('records may go out again if this invocation is killed', { problem: errorMessage(error) });
      }
      this.isLost = true;
    }
  }
}

/** @returns the place that the part of a manifest had come to; undefined if it has kept none */
export async function keptProgress(
  store: ObjectStore,
  files: ManifestFiles,
  request: ReplayRequest,
): Promise<ReplayProgress | undefined> {
  const kept = await keptRequest(store, files, request);
  return kept && { next: Object.fromEntries(positionsOf(kept)), totals: totalsOf(kept) };
}

/** @returns the request with the cursor that was kept; undefined if there is none, or if it is of another plan or request */
async function keptRequest(store: ObjectStore, { manifest, plan }: ManifestFiles, request: ReplayRequest) {
  const cursor = await readJson(store, checkpointKey(manifest));
  const isOurs = isObject(cursor) && cursor.request === fingerprint(request) && cursor.plan === plan;
  return isOurs ? { ...request, cursor } : undefined;
}

/** True if the kept position is further on. A part has only one partition. */
function isAhead(kept: Positions, asked: Positions): boolean {
  return [...kept].some(([partition, position]) => isFurther(position, asked.get(partition)));
}
