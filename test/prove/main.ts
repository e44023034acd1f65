// Starts the proof on Node.js 24, whatever this is.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bringNode24 } from '../../local/process/node24';
import { Supervisor } from '../../local/process/supervisor';

async function main(args: readonly string[]): Promise<number> {
  const supervisor = new Supervisor().guardThisProcess();
  const node24 = await bringNode24(supervisor);
  const tsx = pathToFileURL(require.resolve('tsx')).href;
  const command = ['--import', tsx, join(__dirname, 'run.ts'), ...args];
  const env = { ...process.env, TSX_TSCONFIG_PATH: join(__dirname, '..', 'tsconfig.json') };
  // With a channel, so that it notices when this process is gone, and ends all that it started.
  const child = spawn(node24, command, { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const [code] = await once(child, 'exit');
  return typeof code === 'number' ? code : 1;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: Error) => {
    process.stderr.write(`prove: ${error.message}\n`);
    process.exit(1);
  },
);
