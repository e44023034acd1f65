import { readArguments } from '../../../command-line/arguments/options';
import type { Command } from '../../../command-line/command';

/** Runs a command that asks for no confirmation, and returns what it prints. */
export async function printed(command: Command, typed: readonly string[]): Promise<string> {
  const lines: string[] = [];
  const terminal = {
    ...{ isInteractive: false, isWatched: false, tell: () => undefined, show: () => undefined },
    confirms: async () => false,
    result: async (line: string) => {
      lines.push(`${line}\n`);
    },
  };
  await command.run({ given: readArguments(typed, command.options), terminal, typed });
  return lines.join('');
}
