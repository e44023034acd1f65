import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { REPOSITORY } from '../../../local/process/places';
import { type BindingsOptions, parseOptions, USAGE } from './options';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * The run is a process of its own because taking away what it installed takes seconds, in which tsx's command would kill
 * it: it lets a program that was told to end have 60 ms.
 */
async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  if (options !== undefined) return runOf(options);
  process.stdout.write(USAGE);
  return 0;
}

function runOf(options: BindingsOptions): Promise<number> {
  const tsx = pathToFileURL(require.resolve('tsx')).href;
  const run = spawn(process.execPath, ['--import', tsx, join(__dirname, 'run.ts'), JSON.stringify(options)], {
    cwd: REPOSITORY,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'], // by the channel it notices that we are gone
  });
  for (const signal of SIGNALS) process.on(signal, () => run.kill(signal));
  return new Promise((resolve, reject) => {
    run.once('error', reject);
    run.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL']));
  });
}

main().then(
  (status) => process.exit(status),
  (error: Error) => {
    process.stdout.write(`bindings: FAILED, ${error.message}\n\n0 passed, 1 failed\n`);
    process.exit(1);
  },
);
