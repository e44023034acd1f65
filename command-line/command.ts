import type { Arguments, Option } from './arguments/options';
import type { Terminal } from './terminal/terminal';

/** The surroundings that a command is run with. */
export interface Call {
  readonly given: Arguments;
  readonly terminal: Terminal;
  /** The arguments as they were typed after the command's name, to say how to go on. */
  readonly typed: readonly string[];
}

export interface Command {
  readonly name: string;
  /** The arguments behind its name. */
  readonly usage: string;
  readonly summary: string;
  readonly options: readonly Option[];
  /** @returns true for a success */
  run(call: Call): Promise<boolean>;
}
