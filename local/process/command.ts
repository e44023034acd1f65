import type { Supervisor } from './supervisor';

/** A command that fails prints a lot; the cause is at the end of it. */
const LINES_SHOWN = 25;

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** The first words of the error when the command fails, e.g. `could not bundle the handlers`. */
  readonly failure: string;
}

/** Runs a command to its end and returns what it printed; throws with its last lines when it fails. */
export async function runCommand(
  supervisor: Supervisor,
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<string> {
  const { failure, ...spawnOptions } = options;
  const child = supervisor.spawn(command, args, spawnOptions);
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const status = await new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal ?? 1));
  });
  if (status !== 0) {
    const tail = output.trimEnd().split('\n').slice(-LINES_SHOWN).join('\n  ');
    throw new Error(`${failure}: \`${command} ${args.join(' ')}\` ended with ${status}\n  ${tail}`);
  }
  return output;
}
