import { errorCode, errorMessage } from '../errors';
import { type SizeClass, UNCLASSIFIED } from '../files/size-class';
import type { KafkaRecord } from '../records/record';

/** Tells why a record was not written. */
export interface RecordFailure {
  readonly problem: string;
  readonly sizeClass: string;
  readonly code?: string;
  readonly path?: string;
}

const NOT_IN_TIME: RecordFailure = {
  problem: 'the deadline came before it was written',
  sizeClass: UNCLASSIFIED,
};

/** A record of the batch, from the event to its outcome. Its offset is known whatever else is wrong with it. */
export class BatchRecord {
  // A record that nobody gets to has come too late.
  private outcome: 'settled' | RecordFailure = NOT_IN_TIME;

  /**
   * @param key the event's own name for the record's partition ("topic-0")
   * @param read decodes the record, anew at every call: the event holds its bytes as text for as long as the invocation
   * lasts, and a second copy of all of them should not. It throws if something is wrong with the record.
   */
  public constructor(
    public readonly key: string,
    public readonly offset: number,
    public readonly read: () => KafkaRecord,
  ) {}

  /** The reason why it is not written; undefined if it is written, or is one of those that are not to be written. */
  public get failure(): RecordFailure | undefined {
    return this.outcome === 'settled' ? undefined : this.outcome;
  }

  /** Notes the outcome. This is the one place that does. */
  public settle(outcome: 'settled' | RecordFailure): void {
    this.outcome = outcome;
  }
}

/** Notes one outcome for records that share a file. */
export function settleAll(records: readonly BatchRecord[], outcome: 'settled' | RecordFailure): void {
  for (const record of records) {
    record.settle(outcome);
  }
}

/** Describes what went wrong, as far as the way of the record to its file was known by then. */
export function recordFailure(error: unknown, sizeClass?: SizeClass, path?: string): RecordFailure {
  return { problem: errorMessage(error), sizeClass: sizeClass?.name ?? UNCLASSIFIED, path, code: errorCode(error) };
}
