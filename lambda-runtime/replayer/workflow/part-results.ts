import { isObject } from '../../environment';
import type { ReplayRequest } from '../request/request';
import { type Cursor, toCursor, totalsOf } from '../runs/cursor';
import type { Positions } from '../runs/position';
import type { PartResult } from '../runs/results';
import { addTotals, NO_TOTALS } from '../runs/totals';

/** A part that was not replayed to the end, and the reason. */
export type UnfinishedPart = Pick<PartResult, 'part' | 'error' | 'cause'>;

const MOST_FAILED_IN_SUMMARY = 10_000;

/** Sums up what came of the parts of a run. */
export class PartResults {
  public count = 0;
  public failedCount = 0;
  public totals = NO_TOTALS;
  /** The first of those that were not replayed to the end. */
  public readonly failed: UnfinishedPart[] = [];
  private readonly parts = new Set<string>();

  /** @param next the offsets that an earlier run had come to; partitions that it had finished may have no part in this one */
  public constructor(
    private readonly request: ReplayRequest,
    private readonly next: Positions,
  ) {}

  public add({ part, done, error, cause, progress }: PartResult): void {
    this.count++;
    this.parts.add(part);
    if (progress !== undefined) {
      this.totals = addTotals(this.totals, progress.totals);
      for (const [partition, offset] of Object.entries(progress.next)) {
        this.next.set(partition, offset);
      }
    }
    if (!done) {
      this.fail({ part, error, cause });
    }
  }

  /** @returns true if fewer parts have left a result than were planned */
  public hasFewerThan(planned: number): boolean {
    return this.parts.size < planned;
  }

  /**
   * @param items the payloads of all parts
   * @returns the names of those that have left no result
   */
  public missing(items: unknown): string[] {
    const planned = (Array.isArray(items) ? items : []).map((item) =>
      String(isObject(item) ? item.partition : undefined),
    );
    return planned.filter((part) => !this.parts.has(part));
  }

  /** @returns the cursor by which another run goes on from here */
  public cursor(): Cursor {
    return toCursor(this.request, this.next, { totals: addTotals(totalsOf(this.request), this.totals) });
  }

  private fail(failed: UnfinishedPart): void {
    this.failedCount++;
    if (this.failed.length < MOST_FAILED_IN_SUMMARY) {
      this.failed.push(failed);
    }
  }
}
