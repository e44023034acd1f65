import type { Answer } from '../../../local/aws-cli/aws-shell';
import type { World } from './world';

/** A case that a page tells apart from others: what the services say in it. */
export interface Case {
  /** The answers of services that no stand-in of this machine takes the place of. */
  readonly answers?: readonly Answer[];
  /** Prepares the stand-ins. */
  readonly given?: (world: World) => void | Promise<void>;
  /** Values of the page's variables that are other than `VARIABLES`. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Commands that make what the page takes to be there. */
  readonly before?: string;
  /** True if the service refuses the last of the commands. @default false */
  readonly fails?: boolean;
}

/** The cases of a page by their names, and the answers to commands whose output it does not show. */
export interface Cases {
  readonly cases: Readonly<Record<string, Case>>;
  /** Commands that change something, each by a piece of its text. */
  readonly mends?: Readonly<Record<string, Case>>;
}
