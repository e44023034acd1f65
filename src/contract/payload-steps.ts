import type { OnMatchName } from './suppression';

/**
 * The payloads that the workflow invokes the function with for its own steps, and the parts of the answers that the
 * workflow's definition reads. A replay's payload is in `payload.ts`.
 */

/** A payload or an answer before it is checked. */
export type Unread<Step> = { readonly [Name in keyof Step]?: unknown };

/** The first step: finds out which parts a run has. */
export interface PlanStep {
  readonly action: 'plan';
  /** The name of the execution. */
  readonly run: string;
  /** The ARN of the execution and its time of start, which no other execution has. */
  readonly execution: string;
  /** The number of parts that are replayed at the same time. */
  readonly concurrency: number;
  /** The workflow's input. */
  readonly request: unknown;
  /**
   * True for somebody who wants to see the plan only: no file is opened, Kafka is not asked, and nothing is written.
   * The workflow never gives it.
   */
  readonly names_only?: boolean;
}

/** The step that sums up what the parts have done: the last one, unless what was published is verified. */
export interface SummarizeStep {
  readonly action: 'summarize';
  readonly run: string;
  readonly request: unknown;
  /** The answer of the first step. */
  readonly plan: unknown;
  /** The place of the parts' results, as the map state's writer tells it; null if there were no parts. */
  readonly results: unknown;
}

/** Compares what one source partition of a run has published with its files. */
export interface VerifyPartitionStep {
  readonly action: 'verify_partition';
  readonly run: string;
  readonly partition: string;
  /** The cursor of the answer before. */
  readonly cursor?: unknown;
}

/** The last step of a run that is verified: puts together what was found of its source partitions. */
export interface ConcludeStep {
  readonly action: 'conclude';
  readonly run: string;
  /** The place of the parts' results, as the map state's writer tells it; null if there were no parts. */
  readonly results: unknown;
}

/** The suppression list that a run is bound to. */
export interface SuppressionSummary {
  /** The address of the object. */
  readonly keys: string;
  /** The SHA-256 of the object, as `sha256sum` prints it. */
  readonly sha256: string;
  readonly hashed: boolean;
  readonly on_match: OnMatchName;
  /** The number of different keys in it. */
  readonly size: number;
}

/** The last step of a drill, however it went: deletes the topics that it made. */
export interface EndDrillStep {
  readonly action: 'end_drill';
  readonly run: string;
  /** The execution as the first step was given it. Another execution of the same name may have left its own topics. */
  readonly execution: string;
  /** The answer of the step before: of the sum, or of the proof. Where a step failed, its error. */
  readonly outcome: unknown;
}

/** The target topics of a run: the number of those that were made, found, and so on. */
export interface PlannedTopics {
  /** The key of the object that lists them. */
  readonly key: string;
  readonly made?: number;
  /** The number of topics that existed and were as they should be. */
  readonly found?: number;
  /** The number of topics that a run would make if it were not dry. */
  readonly to_make?: number;
  /** The number of topics for which a run would be refused if it were not dry. */
  readonly differs?: number;
}

/** The files of a run, by their names and by the size of some of them. */
export interface PlannedFiles {
  readonly partitions: number;
  readonly files: number;
  /** Records in these files, by their names alone; null where the names do not tell it. Filters of what the records hold may take fewer. */
  readonly records: number | null;
  /** The size of these files, as it stands on the mount, by the mean of some of them; null if it is not known. */
  readonly bytes: number | null;
  /** Files that are not ours, and second files of records. */
  readonly skipped: number;
  /** Raw files that need not be opened, as they are not in the window of time, or cannot match another filter. */
  readonly filtered: number;
  /** Raw files that need not be opened, as nothing tells their time. */
  readonly unknown_time: number;
  /** Directories that could not be listed, and names that are no text. */
  readonly errors: number;
  /** The fault of the first of them. */
  readonly error_messages?: readonly string[];
}

/** The answer to somebody who only looks at names. */
export interface NamesPlan extends PlannedFiles {
  readonly names_only: true;
  readonly suppression?: SuppressionSummary;
  readonly warnings?: readonly string[];
}

/** The answer of the first step, where each partition is replayed in the order of its offsets. */
export interface OrderedPlan extends PlannedFiles {
  readonly ordered: true;
  /** True if the run makes its topics only to delete them in the end. */
  readonly drill?: boolean;
  /** Tells this plan from others of the same name. */
  readonly id?: string;
  /** The key of a JSON array with the payload of each partition's part. */
  readonly items: string;
  /**
   * The key of a JSON array that names the source partitions which a verification compares, and their number: those of the run, and those that
   * only the runs had which it resumes.
   */
  readonly proofs: string;
  readonly partitions_to_prove: number;
  readonly suppression?: SuppressionSummary;
  /** The earliest time among the records of two files of each partition: its first, and the one in its first directory. */
  readonly oldest_timestamp: number | null;
  readonly topics?: PlannedTopics;
  readonly warnings?: readonly string[];
}

/** The answer of the first step, where files are replayed as the bucket lists them. */
export interface UnorderedPlan {
  readonly ordered: false;
  /** The beginning of the keys in the file system's bucket. */
  readonly list_prefix: string;
  /** The payload of every part, but for its keys. */
  readonly request: Readonly<Record<string, unknown>>;
  readonly suppression?: SuppressionSummary;
  readonly topics?: PlannedTopics;
  readonly warnings?: readonly string[];
}

/** The answer to one invocation for a part, as far as the workflow reads it. */
export interface PartAnswer {
  readonly done: boolean;
  readonly wait_seconds: number;
  readonly cursor: object | null;
  readonly progress: { readonly totals: { readonly invocations: number } };
}

/** The output of a part, which the last step reads. */
export interface PartOutput {
  readonly partition: string | null;
  readonly done: boolean;
  readonly error?: string;
  readonly cause?: string;
  readonly progress: object | null;
}

/** The answer of the last step, as far as the workflow reads it. */
export interface SummaryAnswer {
  /** True if the run is done and is to be verified. */
  readonly to_verify?: boolean;
  readonly done: boolean;
  /** True if the run is done, has replayed no record at all, and was not told that this is a success. */
  readonly empty: boolean;
  /** The reason why the run is no success, and how to go on. */
  readonly problem?: string;
}

/** The answer of the last step of a run that is verified, as far as the workflow reads it. */
export interface ConclusionAnswer {
  readonly verified: boolean;
  /** The differences, and the place to look at. */
  readonly problem?: string;
}

/** The answer of the last step of a drill, as far as the workflow reads it. */
export interface DrillAnswer {
  readonly run: string;
  /** True if everything was restored, and nothing differed. */
  readonly drilled: boolean;
  /** The object that has all of it; null if the drill failed before it made a topic. */
  readonly evidence: string | null;
  readonly seconds: number;
  readonly records: number;
  /** The number of differences that the verification found; null if it did not come so far. */
  readonly differences: number | null;
  /** The reason why the drill is no success. */
  readonly problem?: string;
}
