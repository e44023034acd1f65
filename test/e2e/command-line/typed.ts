import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { REPOSITORY } from '../../../local/process/places';
import { COMMAND_LINE } from '../../../projenrc/handlers';

/** The exit code and the output of a command. */
export interface Typed {
  readonly code: number | null;
  readonly output: string;
  /** The messages for people, which go to the standard error. */
  readonly told: string;
}

/**
 * Runs the command line's bundle, as npx would, and answers nothing that it asks.
 *
 * @param interruptedBy a text that it tells, after which it is interrupted
 */
export function type(
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
  interruptedBy?: string,
): Promise<Typed> {
  const child = spawn(process.execPath, [join(REPOSITORY, COMMAND_LINE.file), ...args], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, told] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    const before = told;
    told += chunk;
    if (interruptedBy !== undefined && !before.includes(interruptedBy) && told.includes(interruptedBy)) {
      child.kill('SIGINT');
    }
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output, told }));
  });
}
