import { addDifference } from './differences';
import type { ExpectedRecord } from './expected-records';
import { chained, changedFields, contentOf, type RecordDigest } from './record-digest';
import type { Place } from './record-places';
import type { ActualRecord } from './target-records';
import type { SequenceAccount, TargetAccount, VerificationState } from './verification-state';

/** A comparison of some records, which is told what stands where and keeps the account. */
export class Comparison {
  public constructor(
    private readonly topic: string,
    private readonly state: VerificationState,
  ) {}

  /**
   * Adds a record that should have gone out to the chain of those.
   *
   * @param actual the record that it is compared with, if there is any
   */
  public takeExpected(expected: ExpectedRecord, actual: ActualRecord | undefined): void {
    add(
      this.state.expected,
      expected.origin,
      actual === undefined || areTimed(expected, actual) ? expected : untimed(expected),
    );
    this.state.log_append_times += actual?.hasOwnTime && expected.timestamp !== undefined ? 1 : 0;
  }

  /** Adds a record of the target to the chain of those. */
  public takeActual(actual: ActualRecord, expected: ExpectedRecord | undefined): void {
    add(this.state.actual, this.nameOf(actual), areTimed(expected, actual) ? actual : untimed(actual));
  }

  public changed(expected: ExpectedRecord, actual: ActualRecord): void {
    const changed = changedFields(expected, actual);
    addDifference(this.state.differences, {
      kind: 'changed',
      source: expected.origin,
      target: this.nameOf(actual),
      changed,
    });
  }

  /** @param found the place of a record with its content, which is not its own */
  public swapped(expected: ExpectedRecord, found: Place, target?: Place): void {
    addDifference(this.state.differences, {
      kind: 'swapped',
      source: expected.origin,
      ...(target && { target: this.nameOf(target) }),
      found: this.nameOf(found),
    });
  }

  public absent(
    kind: 'missing' | 'deleted' | 'compacted' | 'not_published',
    expected: ExpectedRecord,
    target?: Place,
  ): void {
    addDifference(this.state.differences, {
      kind,
      source: expected.origin,
      ...(target && { target: this.nameOf(target) }),
    });
  }

  /**
   * Takes a record whose place the run has not told.
   *
   * @param found the record that has its content, if there is any among those of the run
   * @param passedBy true if the run was asked to go on without records that the topic never takes
   */
  public withoutPlace(expected: ExpectedRecord, found: ActualRecord | undefined, passedBy: boolean): void {
    if (found !== undefined) {
      this.state.found_by_content++;
    } else if (passedBy) {
      this.state.source.undeliverable++;
    } else {
      this.absent('not_published', expected);
    }
  }

  /** @param original the record that it is a second copy of; undefined if it is of none */
  public tooMuch(actual: ActualRecord, original?: ExpectedRecord): void {
    addDifference(this.state.differences, {
      kind: original === undefined ? 'extra' : 'doubled',
      ...(original && { source: original.origin }),
      target: this.nameOf(actual),
    });
  }

  /** @param next the offset to go on from, if nothing is known of the partition yet */
  public targetOf(partition: number, next: number): TargetAccount {
    this.state.targets[partition] ??= { next, first: null, last: null, records: 0, repeated: 0, end: null };
    return this.state.targets[partition];
  }

  private nameOf({ partition, offset }: Place): string {
    return `${this.topic}+${partition}+${offset}`;
  }
}

function areTimed(expected: RecordDigest | undefined, actual: RecordDigest | undefined): boolean {
  return expected?.timestamp !== undefined && actual?.timestamp !== undefined;
}

function untimed<R extends RecordDigest>(digest: R): R {
  return { ...digest, timestamp: undefined };
}

function add(account: SequenceAccount, name: string, digest: RecordDigest): void {
  account.count++;
  account.first ??= name;
  account.last = name;
  account.sha256 = chained(account.sha256, digest);
}

/** Finds records by their content. Of several that are equal the first is found, until it is taken. */
export class ByContent<R extends RecordDigest> {
  private readonly records = new Map<string, R[]>();

  public constructor(records: Iterable<R>) {
    for (const record of records) {
      const same = this.records.get(contentOf(record));
      if (same === undefined) {
        this.records.set(contentOf(record), [record]);
      } else {
        same.push(record);
      }
    }
  }

  public find(like: RecordDigest): R | undefined {
    return this.records.get(contentOf(like))?.find((record) => changedFields(record, like).length === 0);
  }

  public take(like: RecordDigest): R | undefined {
    const found = this.find(like);
    const same = this.records.get(contentOf(like));
    if (found !== undefined && same !== undefined) {
      same.splice(same.indexOf(found), 1);
    }
    return found;
  }
}
