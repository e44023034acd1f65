import type { Supervisor } from '../../local/process/supervisor';
import type { Machinery } from './support/machinery';

/** The outcome of a case. A promise is kept if nothing is lost, torn or escaped, and nothing is named as broken. */
export interface Outcome {
  /** The kills, faults, events or files that were tried. */
  readonly tries: number;
  /** Records that were acknowledged, or said to be published, and are not there. */
  readonly lost: number;
  /** Records, files or answers that are not whole. */
  readonly torn: number;
  /** Records that are there more than once. At least once is what is promised: a case says itself where this is too much. */
  readonly twice: number;
  /**
   * The number of times that something was written outside the root, or that a message or a log line told a record's
   * content.
   */
  readonly escaped: number;
  /** Sentences on promises that were not kept, beside those that the counts tell. */
  readonly broken: readonly string[];
  /** Figures that were measured on the way. */
  readonly notes: readonly string[];
}

export interface ProveContext {
  readonly supervisor: Supervisor;
  readonly machinery: Machinery;
  /** True where two minutes must do for all cases together. */
  readonly quick: boolean;
  readonly seed: number;
  /** The minutes that the case of endurance takes. */
  readonly minutes: number;
  /** Tells how far the case is. */
  readonly say: (text: string) => void;
}

export interface ProveCase {
  readonly name: string;
  /** One line on what is tried, for the page. */
  readonly about: string;
  /** Says why the case is not tried on this machine, or in this run, if so. */
  readonly lacks?: (context: ProveContext) => string | undefined;
  readonly run: (context: ProveContext) => Promise<Outcome>;
}
