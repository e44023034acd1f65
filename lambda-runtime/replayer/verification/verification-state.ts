import { type Differences, noDifferences } from './differences';
import { BEGINNING } from './record-digest';

/** Offsets of the source that no file at hand has, between the first and the last that was read. */
export interface SourceGaps {
  ranges: number;
  offsets: number;
  /** The first ten: the first offset of each that is missing, and the last. */
  readonly first: [from: number, to: number][];
}

/** The files' side of a comparison. */
export interface SourceAccount {
  /** Records that the files have within the partition's offsets, each once. */
  records: number;
  /** Second copies of records in other files. */
  copies: number;
  /** Records that the filters leave out. */
  filtered: number;
  /** Records without a time, which are in no window of time. */
  unknown_time: number;
  /** Records that were asked to be left out. */
  excluded: number;
  /** Records whose key is in the suppression list, and that are therefore left out, or expected without their value. */
  dropped: number;
  tombstoned: number;
  /** Files, or parts of them, that cannot be read, and that the run was asked to pass by. */
  passed_by: number;
  /** Records without a place, where the run was asked to pass by what the topic never takes. */
  undeliverable: number;
  first_offset: number | null;
  last_offset: number | null;
  readonly gaps: SourceGaps;
}

/** One of the two sequences of records that are compared. */
export interface SequenceAccount {
  count: number;
  /** The first record and the last, by their places. */
  first: string | null;
  last: string | null;
  /** The chain over all of them, in their order. */
  sha256: string;
}

/** The part of the target that was looked at, of one of its partitions. */
export interface TargetAccount {
  /** The first offset that was not looked at. */
  next: number;
  /** The first place of a record of this source partition, and the last. */
  first: number | null;
  last: number | null;
  /** Records of this source partition. */
  records: number;
  /** Second copies that the offset map names. */
  repeated: number;
  /** The last offset that the run has written there, for this source partition: of a record or of a second copy. */
  end: number | null;
}

/** The comparison of one source partition so far: everything that its verification is to answer, and where it goes on. */
export interface VerificationState {
  invocations: number;
  readonly source: SourceAccount;
  /** The records that should have gone out, as they should have. */
  readonly expected: SequenceAccount;
  /** The records that the target has, as they were read back. */
  readonly actual: SequenceAccount;
  readonly targets: Record<string, TargetAccount>;
  /** Records whose timestamps were not compared, as the topic puts in its own: `message.timestamp.type` is LogAppendTime. */
  log_append_times: number;
  /** Records whose places nobody knows, and that were found among the others of the run by what they hold. */
  found_by_content: number;
  readonly differences: Differences;
}

export function beginningOfVerification(): VerificationState {
  return {
    invocations: 0,
    source: {
      records: 0,
      copies: 0,
      filtered: 0,
      unknown_time: 0,
      excluded: 0,
      dropped: 0,
      tombstoned: 0,
      passed_by: 0,
      undeliverable: 0,
      first_offset: null,
      last_offset: null,
      gaps: { ranges: 0, offsets: 0, first: [] },
    },
    expected: emptySequence(),
    actual: emptySequence(),
    targets: {},
    log_append_times: 0,
    found_by_content: 0,
    differences: noDifferences(),
  };
}

function emptySequence(): SequenceAccount {
  return { count: 0, first: null, last: null, sha256: BEGINNING };
}

const MOST_GAPS_NAMED = 10;

/** Counts a record of the files, and what is missing before it. */
export function addSourceOffset(account: SourceAccount, offset: number, areOffsetsKafkas: boolean): void {
  account.records++;
  if (!areOffsetsKafkas) {
    return;
  }
  const from = (account.last_offset ?? offset - 1) + 1;
  if (offset > from) {
    account.gaps.ranges++;
    account.gaps.offsets += offset - from;
    if (account.gaps.first.length < MOST_GAPS_NAMED) {
      account.gaps.first.push([from, offset - 1]);
    }
  }
  account.first_offset ??= offset;
  account.last_offset = offset;
}
