import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Supervisor } from '../process/supervisor';
import { whatNfsLacks } from './what-nfs-lacks';

export interface NfsMachineOptions {
  /** Clients with a network and a cache of their own: the first is mounted at `/run/c0`, the next at `/run/c1`. */
  readonly clients: number;
  /** The program that runs inside, as root: it sees the files of this machine, but writes only below `/run`. */
  readonly command: readonly string[];
  /** The folder that it runs in. @default that of this process */
  readonly workingFolder?: string;
  /** A folder of this machine that the command sees as `/run/host`, and writes to. */
  readonly folder: string;
  /** The least that a round trip takes, in whole milliseconds. @default 0 */
  readonly delayMs?: number;
  /** The seconds that the clients wait for each other when the server has started again. @default 10 */
  readonly leaseSeconds?: number;
  /** @default 2,500 */
  readonly memoryMb?: number;
  /** The machine is switched off after that. @default 10 minutes */
  readonly limitMs?: number;
  /** Takes each line that is printed inside. */
  readonly onLine?: (line: string) => void;
}

/** Threads of the server. */
export const SERVER_THREADS = 8;

/**
 * Boots a Linux kernel as a process of this machine (User-Mode Linux), with a kernel NFS server and clients that mount it
 * as NFSv4.1, and runs a command in it. It ends with the command, and with this process.
 *
 * @returns the exit status of the command
 */
export async function runOnNfs(supervisor: Supervisor, options: NfsMachineOptions): Promise<number> {
  const lacking = whatNfsLacks();
  if (lacking !== undefined) throw new Error(lacking);
  mkdirSync(options.folder, { recursive: true });
  writeFileSync(join(options.folder, 'settings'), settings(options));
  const machine = supervisor.temporaryFolder();
  const child = boot(supervisor, [
    `mem=${options.memoryMb ?? 2_500}M`,
    'rootfstype=hostfs',
    'rootflags=/',
    'ro',
    'quiet',
    `init=${join(__dirname, 'init.sh')}`,
    `NFS_FOLDER=${options.folder}`,
    `uml_dir=${machine}`,
    'umid=nfs',
    'con=null',
    'con0=null,fd:1',
    'ssl=null',
  ]);
  let last = '';
  for (const output of [child.stdout, child.stderr]) {
    createInterface(output).on('line', (line) => {
      last = line.trimEnd() || last;
      options.onLine?.(line.trimEnd());
    });
  }
  const limitMs = options.limitMs ?? 10 * 60_000;
  let isOver = false;
  const limit = setTimeout(() => {
    isOver = true;
    child.stdin.destroy();
  }, limitMs);
  await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  clearTimeout(limit);
  if (isOver)
    throw new Error(`the machine with NFS was switched off after ${limitMs / 1000} s; its last line: ${last}`);
  return exitStatus(options.folder, last);
}

function boot(supervisor: Supervisor, args: readonly string[]) {
  const child = spawn(join(__dirname, 'boot.sh'), args, { detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.on('error', () => undefined); // nothing is ever written: it can only break when the machine is gone
  return supervisor.own(child);
}

function exitStatus(folder: string, last: string): number {
  try {
    return Number(readFileSync(join(folder, 'status'), 'utf8'));
  } catch (error) {
    throw new Error(`the machine with NFS ended before its command; its last line: ${last}`, { cause: error });
  }
}

/** The settings as variables, which bash reads. */
function settings(options: NfsMachineOptions): string {
  const values = {
    CLIENTS: options.clients,
    DELAY_MS: options.delayMs ?? 0,
    LEASE_SECONDS: options.leaseSeconds ?? 10,
    SERVER_THREADS,
    WORKING_FOLDER: quoted(options.workingFolder ?? process.cwd()),
    COMMAND: `(${options.command.map(quoted).join(' ')})`,
  };
  return Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
