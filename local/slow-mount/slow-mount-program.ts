import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../process/command';
import { CACHE, REPOSITORY } from '../process/places';
import type { Supervisor } from '../process/supervisor';

const SOURCES = join(REPOSITORY, 'local', 'slow-mount', 'slowfs');

/** CAP_SYS_ADMIN, which mounting needs; a container's root may lack it. */
const SYS_ADMIN = 1n << 21n;

/** Says in one line why there can be no slow mount here; `undefined` when there can. */
export function whatSlowMountLacks(platform: string = process.platform): string | undefined {
  if (platform !== 'linux') return `a slow mount needs FUSE of Linux, and this is ${platform}`;
  try {
    closeSync(openSync('/dev/fuse', 'r+'));
  } catch (error) {
    return `a slow mount needs /dev/fuse, which cannot be opened (${(error as NodeJS.ErrnoException).code})`;
  }
  if (!mayMount(readFileSync('/proc/self/status', 'utf8'))) return 'a slow mount needs root, with CAP_SYS_ADMIN';
  if (!existsSync(programFile()) && spawnSync('go', ['version']).status !== 0) {
    return 'a slow mount needs Go 1.25 or later to build its program, and `go` was not found';
  }
  return undefined;
}

/** Reads the effective capabilities out of /proc/<pid>/status. */
export function mayMount(status: string): boolean {
  const capabilities = /^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0';
  return (BigInt(`0x${capabilities}`) & SYS_ADMIN) !== 0n;
}

/** The program that mounts, built unless an earlier run has built it from the same sources. */
export async function buildSlowMountProgram(supervisor: Supervisor): Promise<string> {
  const program = programFile();
  if (existsSync(program)) return program;
  process.stderr.write('building the file system with latencies, once …\n');
  const unfinished = `${program}.${process.pid}`;
  await mkdir(CACHE, { recursive: true });
  await runCommand(supervisor, 'go', ['build', '-o', unfinished, '.'], {
    cwd: SOURCES,
    env: { ...process.env, CGO_ENABLED: '0' },
    failure: 'could not build the file system with latencies',
  });
  await rename(unfinished, program); // of two runs that built it, either one's will do
  return program;
}

function programFile(): string {
  const hash = createHash('sha256').update(process.arch);
  for (const name of readdirSync(SOURCES).sort()) {
    if (!/\.go$|^go\.(mod|sum)$/.test(name) || name.endsWith('_test.go')) continue;
    hash.update(`\0${name}\0`).update(readFileSync(join(SOURCES, name)));
  }
  return join(CACHE, `slowfs-${hash.digest('hex').slice(0, 16)}`);
}
