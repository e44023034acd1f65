import type { Ended } from '../replay-workflow/outcomes';

/** The part of a verification's answer that is read here. */
export interface Proof {
  readonly verified: boolean;
  readonly expected: number;
  readonly found: number;
  readonly repeated: number;
  /** The numbers of differences by their kinds; kinds without a difference are left out. */
  readonly kinds: Readonly<Record<string, number>>;
  readonly first: Readonly<Record<string, unknown>> | null;
}

export interface VerifiedRun extends Ended {
  readonly invocations: Readonly<Record<string, number>>;
  /** The proof in the bucket. */
  readonly proof: Proof & {
    readonly targets: readonly { readonly name: string; readonly id: string }[];
    readonly partitions: readonly { readonly partition: string; readonly compared_by: string }[];
    readonly notes: readonly string[];
    /** True if the digest is right that is the last key, as `sed` and `sha256sum` find it. */
    readonly isWhole: boolean;
    /** True if the digests are right of all objects that it names. */
    readonly areObjectsWhole: boolean;
  };
}

export interface Outcomes {
  readonly clean: VerifiedRun;
  readonly filtered: VerifiedRun;
  readonly spread: VerifiedRun;
  readonly mixed: VerifiedRun;
  readonly killed: VerifiedRun & { readonly kills: number };
  readonly logAppendTime: VerifiedRun;
  readonly damaged: VerifiedRun;
  /** A run that was stopped, the one that went on, and what is found once the target has lost records of the first. */
  readonly resumed: { readonly first: Ended; readonly second: VerifiedRun; readonly damaged: Proof };
  /** The findings of the action by the name of the damage. */
  readonly damages: Readonly<Record<string, Proof>>;
  /** The action by itself, cut again and again, over a run that was not verified. */
  readonly alone: { readonly invocations: number; readonly proof: Proof };
}
