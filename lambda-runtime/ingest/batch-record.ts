import { UNCLASSIFIED } from '../../src/contract/metrics';
import { errorCode, errorMessage } from '../errors';
import type { SizeClass } from '../files/size-class';
import type { KafkaRecord } from '../records/record';
import { isNeverWritable } from './never-writable';

/** Tells why a record was not written. */
export interface RecordFailure {
  readonly problem: string;
  readonly sizeClass: string;
  readonly code?: string;
  readonly path?: string;
  /** True if no later attempt can do better. */
  readonly neverWritable: boolean;
}

/** The file that holds a record. */
export interface Standing {
  /** Relative to the mount. */
  readonly path: string;
  /** The size in bytes. */
  readonly size: number;
}

/** Tells where a record was set aside, and why. */
export interface SetAside {
  readonly standsAside: Standing;
  readonly reason: RecordFailure;
}

/** A record that is skipped is not to be written, as its value is null. */
type Outcome = 'skipped' | { readonly stands: Standing } | SetAside | RecordFailure;

const NOT_IN_TIME: RecordFailure = {
  problem: 'the deadline came before it was written',
  sizeClass: UNCLASSIFIED,
  neverWritable: false,
};

/** A record of the batch, from the event to its outcome. Its offset is known whatever else is wrong with it. */
export class BatchRecord {
  // A record that nobody gets to has come too late.
  private outcome: Outcome = NOT_IN_TIME;

  /**
   * @param key the event's own name for the record's partition ("topic-0")
   * @param read decodes the record, anew at every call: the event holds its bytes as text for as long as the invocation
   * lasts, and a second copy of all of them should not. It throws if something is wrong with the record.
   * @param delivered the record as the event has it
   */
  public constructor(
    public readonly key: string,
    public readonly offset: number,
    public readonly read: () => KafkaRecord,
    public readonly delivered: Readonly<Record<string, unknown>>,
  ) {}

  /** The reason why it has to come again; undefined if it is written, set aside, or not to be written. */
  public get failure(): RecordFailure | undefined {
    return this.outcome !== 'skipped' && 'problem' in this.outcome ? this.outcome : undefined;
  }

  /** The place where it was set aside; undefined if it was not. */
  public get aside(): SetAside | undefined {
    return this.outcome !== 'skipped' && 'standsAside' in this.outcome ? this.outcome : undefined;
  }

  /** The file that holds it, be it set aside or not; undefined if there is none. */
  public get standing(): Standing | undefined {
    return this.outcome !== 'skipped' && 'stands' in this.outcome ? this.outcome.stands : this.aside?.standsAside;
  }

  /** Notes the outcome. This is the one place that does. */
  public settle(outcome: Outcome): void {
    this.outcome = outcome;
  }
}

/** Notes one outcome for records that share a file. */
export function settleAll(
  records: readonly BatchRecord[],
  outcome: { readonly stands: Standing } | RecordFailure,
): void {
  for (const record of records) {
    record.settle(outcome);
  }
}

/** Describes what went wrong, as far as the way of the record to its file was known by then. */
export function recordFailure(error: unknown, sizeClass?: SizeClass, path?: string): RecordFailure {
  return {
    problem: errorMessage(error),
    sizeClass: sizeClass?.name ?? UNCLASSIFIED,
    path,
    code: errorCode(error),
    neverWritable: isNeverWritable(error),
  };
}

/** Describes why a record that can never be written was not set aside either. It comes again, and is tried again. */
export function notSetAside(reason: RecordFailure, error: unknown, path?: string): RecordFailure {
  const problem = `${reason.problem}; and it could not be set aside: ${errorMessage(error)}`;
  return { ...reason, problem, path, code: errorCode(error), neverWritable: false };
}
