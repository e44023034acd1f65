import type { Deadline } from '../../deadline/deadline';
import { inTime } from '../../deadline/in-time';
import { errorMessage } from '../../errors';
import type { ClusterAdmin } from '../../kafka/cluster-admin';
import type { Log } from '../../telemetry/log';
import type { Checkpoint } from '../runs/checkpoint';
import type { Cursor } from '../runs/cursor';
import type { ObjectStore } from '../runs/object-store';
import { type OpenedMap, openMap, type PartToMap } from './open-map';
import type { RecordedMap } from './recorded-map';

export interface KeepingDependencies {
  readonly deadline: Deadline;
  readonly log: Log;
  readonly store: () => ObjectStore;
  readonly admin: () => Promise<ClusterAdmin>;
}

/** Keeps the position of a run's part and, in the same write, the places that its records went to. */
export class Keeping {
  private isBegun: boolean;

  private constructor(
    private readonly checkpoint: Checkpoint,
    private readonly cursor: () => Cursor,
    private readonly opened: OpenedMap | undefined,
    private readonly dependencies: KeepingDependencies,
  ) {
    // Nothing may be left to send, and what was sent last may not have been settled.
    this.isBegun = opened !== undefined && !opened.isToKeep;
  }

  /** @param cursor tells the position that the part has come to */
  public static async open(
    checkpoint: Checkpoint,
    part: Omit<PartToMap, 'files'>,
    cursor: () => Cursor,
    dependencies: KeepingDependencies,
  ): Promise<Keeping> {
    const { deadline, store } = dependencies;
    const opened = await inTime(
      deadline,
      openMap(store(), { ...part, files: checkpoint.files }),
      'reading the offset map',
    );
    return new Keeping(checkpoint, cursor, opened, dependencies);
  }

  /**
   * Called before anything is sent, so that a later invocation looks for records that were sent and not acknowledged.
   */
  public async begin(): Promise<void> {
    this.isBegun = this.opened !== undefined;
    if (this.opened?.isToKeep) {
      await this.save(false);
    }
  }

  /** The map of offsets; undefined where there can be none. */
  public get offsetMap(): RecordedMap | undefined {
    return this.opened?.map;
  }

  /** Called once a batch is acknowledged. */
  public async acknowledged(): Promise<void> {
    await this.clearUp(false);
    await this.save(false);
  }

  /**
   * Called once nothing is on its way any more.
   *
   * @param isDone true if the part has come to its end
   * @param isSettled false if records may have arrived that were not acknowledged
   */
  public async ended(isDone: boolean, isSettled: boolean): Promise<void> {
    if (this.isBegun) {
      await this.clearUp(isDone);
      await this.save(isSettled, true);
    }
  }

  private save(isSettled: boolean, isLast = false): Promise<void> {
    const { offsetMap } = this;
    return this.checkpoint.save(this.cursor(), offsetMap && (() => offsetMap.state(isSettled)), isLast);
  }

  private async clearUp(isLast: boolean): Promise<void> {
    const { admin, deadline, log } = this.dependencies;
    await this.offsetMap?.clearUp(
      async (clearing) => {
        const connected = await inTime(deadline, admin(), 'connecting to Kafka to read back');
        try {
          return await inTime(deadline, clearing(connected), 'reading back what may have arrived');
        } finally {
          connected.close().catch(() => undefined);
        }
      },
      isLast,
      (error) => {
        log.warn('the offset map may name second copies of records, as the topic could not be read back', {
          problem: errorMessage(error),
        });
      },
    );
  }
}
