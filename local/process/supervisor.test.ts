import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './command';
import { REPOSITORY } from './places';
import { Supervisor } from './supervisor';

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

async function untilDead(pid: number): Promise<void> {
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** A process that supervises a shell, which prints its pid and sleeps; ends as `ending` says. */
async function supervisedSleeper(
  ending: string,
): Promise<{ parent: ReturnType<typeof spawn>; sleeper: number; folder: string }> {
  const script = `
    const { Supervisor } = require(${JSON.stringify(join(__dirname, 'supervisor.ts'))});
    const supervisor = new Supervisor().guardThisProcess();
    const folder = supervisor.temporaryFolder();
    const child = supervisor.spawn('sh', ['-c', 'echo $$; exec sleep 600']);
    child.stdout.once('data', (pid) => { console.log(Number(pid), folder); ${ending} });
    setInterval(() => undefined, 1000);
  `;
  const parent = spawn(process.execPath, ['--require', 'tsx/cjs', '-e', script], {
    cwd: REPOSITORY,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = await once(parent.stdout as NodeJS.ReadableStream, 'data');
  const [pid, folder] = String(line).trim().split(' ');
  return { parent, sleeper: Number(pid), folder };
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s ends what was started and removes the folder',
  async (signal) => {
    const { parent, sleeper, folder } = await supervisedSleeper('');
    expect(isAlive(sleeper)).toBe(true);
    parent.kill(signal);
    await untilDead(sleeper);
    const [code] = parent.exitCode === null ? await once(parent, 'exit') : [parent.exitCode];
    expect(code).toBeGreaterThan(128);
    expect(existsSync(folder)).toBe(false);
  },
);

test('an uncaught error ends what was started', async () => {
  const { sleeper, folder } = await supervisedSleeper('throw new Error("oh");');
  await untilDead(sleeper);
  expect(existsSync(folder)).toBe(false);
});

test('what was started does not outlive a supervisor that is killed outright', async () => {
  const { parent, sleeper, folder } = await supervisedSleeper('');
  parent.kill('SIGKILL');
  await untilDead(sleeper);
  rmSync(folder, { recursive: true }); // only this is left
});

test('a command that fails is reported with its status and its last words', async () => {
  const running = runCommand(new Supervisor(), 'sh', ['-c', 'echo "disk full" >&2; exit 3'], {
    failure: 'could not build',
  });
  await expect(running).rejects.toThrow(/^could not build: `sh -c .*` ended with 3\n {2}disk full$/s);
});

test('a command that succeeds gives what it printed', async () => {
  expect(await runCommand(new Supervisor(), 'echo', ['hello'], { failure: 'no echo' })).toBe('hello\n');
});
