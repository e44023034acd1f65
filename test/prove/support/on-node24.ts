import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bringNode24 } from '../../../local/process/node24';
import { Supervisor } from '../../../local/process/supervisor';

/**
 * Runs a script on Node.js 24, which the Kafka client and the handlers need, and ends with the script's exit code.
 *
 * @param name the beginning of an error that keeps it from running
 */
export function runOnNode24(name: string, script: string, args: readonly string[]): void {
  run(script, args).then(
    (code) => process.exit(code),
    (error: Error) => {
      process.stderr.write(`${name}: ${error.message}\n`);
      process.exit(1);
    },
  );
}

async function run(script: string, args: readonly string[]): Promise<number> {
  const supervisor = new Supervisor().guardThisProcess();
  const node24 = await bringNode24(supervisor);
  const tsx = pathToFileURL(require.resolve('tsx')).href;
  const env = { ...process.env, TSX_TSCONFIG_PATH: join(__dirname, '..', '..', 'tsconfig.json') };
  // With a channel, so that it notices when this process is gone, and ends all that it started.
  const child = spawn(node24, ['--import', tsx, script, ...args], {
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [code] = await once(child, 'exit');
  return typeof code === 'number' ? code : 1;
}
