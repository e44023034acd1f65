import type { SizeClass } from '../../files/size-class';
import { permanentName, wrapped } from '../../permanent-error';
import { goesOut, type Verdict } from '../request/filters';
import type { Unopened } from '../selection/judge-by-name';
import type { Sample } from '../selection/sample';
import type { Suppression } from '../suppression/suppression';
import { earlier, oldestOf, suppressedBy, type Totals } from './totals';

/** The most messages in an answer. */
export const MOST_MESSAGES = 10;

class Latencies {
  private readonly values: number[] = [];
  private sum = 0;

  public add(milliseconds: number): void {
    this.values.push(milliseconds);
    this.sum += milliseconds;
  }

  public average(): number {
    return round(this.values.length === 0 ? 0 : this.sum / this.values.length);
  }

  /** Percentiles by the nearest rank, so that each is a value that was really measured. */
  public percentiles<Name extends string>(shares: Readonly<Record<Name, number>>): Record<Name, number> {
    const sorted = Float64Array.from(this.values).sort();
    const entries = Object.entries<number>(shares).map(([name, share]) => {
      const rank = Math.max(1, Math.ceil(share * sorted.length));
      return [name, round(sorted[rank - 1] ?? 0)];
    });
    return Object.fromEntries(entries);
  }
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}

/** Counts what one invocation reads and publishes. */
export class Statistics {
  private readonly all = new Latencies();
  private readonly byClass: ReadonlyMap<string, Latencies>;
  private readonly messages: string[] = [];
  private readonly stops: Error[] = [];
  /** The number of second copies of records that were met while reading. */
  public copies = 0;
  private readonly verdicts: Record<Verdict, number> = {
    matched: 0,
    tombstoned: 0,
    filtered: 0,
    unknownTime: 0,
    excluded: 0,
    dropped: 0,
  };
  /** The number of records that go out and have no key, though some are to be left out by their keys. */
  public unknownKeys = 0;
  /** The number of records that go out with a header renamed or added beside one of the same name. */
  public headerCollisions = 0;
  private oldest: number | undefined;
  private filesRead = 0;
  private bytesRead = 0;
  private published = 0;
  private errors = 0;
  private passedBy = 0;
  private undeliverable = 0;
  private undeliverablePassedBy = 0;

  public constructor(sizeClasses: readonly SizeClass[]) {
    this.byClass = new Map(sizeClasses.map(({ name }) => [name, new Latencies()]));
  }

  public read(sizeClass: string, bytes: number, milliseconds: number): void {
    this.filesRead++;
    this.bytesRead += bytes;
    this.all.add(milliseconds);
    this.byClass.get(sizeClass)?.add(milliseconds);
  }

  /** @param timestamp the record's own; null or below 0 if it has none */
  public judged(verdict: Verdict, timestamp: number | null): void {
    this.verdicts[verdict]++;
    if (goesOut(verdict) && timestamp !== null && timestamp >= 0) {
      this.oldest = earlier(this.oldest, timestamp);
    }
  }

  /** Adds files whose names alone decided. */
  public judgedByName({ filtered, unknownTime }: Unopened): void {
    this.verdicts.filtered += filtered;
    this.verdicts.unknownTime += unknownTime;
  }

  public publishedOne(): void {
    this.published++;
  }

  /** Counts records that the replay went on without, so that no other invocation comes back to them. */
  public passedByWithout(records: number, message: string): void {
    this.passedBy += records;
    this.fail(records, message);
  }

  /** @param cause the error because of which the replay of a partition stopped in front of the records */
  public stoppedBefore(records: number, message: string, cause: unknown): void {
    this.stops.push(wrapped(message, cause));
    this.fail(records, message);
  }

  private fail(records: number, message: string): void {
    this.errors += records;
    this.tell(message);
  }

  /** Counts directories and names whose records nobody knows; the replay goes on without them. */
  public unlisted({ count, first }: Pick<Sample, 'count' | 'first'>): void {
    this.errors += count;
    this.passedBy += count;
    for (const message of first) {
      this.tell(message);
    }
  }

  private tell(message: string): void {
    if (this.messages.length < MOST_MESSAGES) {
      this.messages.push(message);
    }
  }

  /** Counts a record that the topic never takes; it is among those that failed. */
  public undeliverableOne(passedBy: boolean): void {
    this.undeliverable++;
    this.undeliverablePassedBy += passedBy ? 1 : 0;
  }

  /**
   * The error in the answer of a replay that stopped: one that may pass, if there is any, since it is worth a retry.
   */
  public get stop(): Error | undefined {
    return this.stops.find((error) => permanentName(error) === undefined) ?? this.stops[0];
  }

  /**
   * The counts that this invocation adds to those before.
   *
   * @param skipped files that were passed by unread, and copies of records
   * @param suppression the list that they were counted by
   */
  public totals(skipped: number, suppression?: Suppression): Totals {
    return {
      invocations: 1,
      files_read: this.filesRead,
      bytes_read: this.bytesRead,
      ...this.judgedRecords(),
      published: this.published,
      errors: this.passedBy,
      undeliverable: this.undeliverablePassedBy,
      skipped,
      ...oldestOf(this.oldest),
      ...suppressedBy(suppression?.bound.sha256),
    };
  }

  private judgedRecords() {
    const { matched, tombstoned, filtered, unknownTime, excluded, dropped } = this.verdicts;
    return {
      matched: matched + tombstoned,
      filtered,
      unknown_time: unknownTime,
      unknown_key: this.unknownKeys,
      header_collisions: this.headerCollisions,
      excluded,
      dropped,
      tombstoned,
    };
  }

  public summary() {
    return {
      files_read: this.filesRead,
      ...this.judgedRecords(),
      oldest_timestamp: this.oldest ?? null,
      published: this.published,
      errors: this.errors,
      undeliverable: this.undeliverable,
      bytes_read: this.bytesRead,
      avg_read_ms: this.all.average(),
      ...Object.fromEntries([...this.byClass].map(([name, latencies]) => [`avg_read_ms_${name}`, latencies.average()])),
      ...this.all.percentiles({ p50_read_ms: 0.5, p99_read_ms: 0.99 }),
      ...(this.messages.length > 0 && { error_messages: [...this.messages] }),
    };
  }
}
