import type { CommittedOffset, DescribedGroup, DescribedTopic } from '../../../lambda-runtime/kafka/cluster-admin';

/** A record as text: null stays null. */
export interface Shown {
  readonly offset: number;
  readonly timestamp: number;
  readonly timestampType: string;
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: readonly (readonly [name: string, value: string | null])[];
}

/** Offset and value of a record. */
export type Place = readonly [offset: number, value: string];

export interface Outcomes {
  readonly clusterIds: readonly string[];
  readonly topics: {
    readonly made: readonly DescribedTopic[];
    readonly madeAgain: readonly DescribedTopic[];
    readonly names: readonly string[];
    readonly refusals: Readonly<Record<string, Failure>>;
  };
  readonly groups: Readonly<Record<'classic' | 'newProtocol', GroupOutcome>>;
  readonly absentGroup: { readonly described: DescribedGroup; readonly committed: readonly CommittedOffset[] };
  readonly compressed: Readonly<Record<string, { readonly sent: readonly Shown[]; readonly read: readonly Shown[] }>>;
  readonly ranges: Readonly<Record<'empty' | 'behindTheEnd' | 'inTheMiddle', readonly Place[]>>;
  readonly gaps: Readonly<Record<'transactional' | 'compacted', GapOutcome>>;
  readonly appendTime: { readonly before: number; readonly after: number; readonly read: readonly Shown[] };
  readonly moved: {
    readonly moves: number;
    readonly fetches: number;
    readonly sent: number;
    readonly offsets: readonly number[];
  };
  readonly deletedMeanwhile: readonly number[];
  readonly heldBack: Failure;
}

export interface Failure {
  readonly name: string;
  readonly message: string;
}

export interface GroupOutcome {
  readonly listed: boolean;
  readonly alive: DescribedGroup;
  readonly refused: Failure;
  readonly left: DescribedGroup;
  readonly committed: readonly CommittedOffset[];
  readonly moved: readonly CommittedOffset[];
}

export interface GapOutcome {
  readonly committed: readonly (readonly string[])[];
  readonly read: readonly (readonly Place[])[];
  readonly ends: readonly number[];
}
