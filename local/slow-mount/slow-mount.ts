import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Supervisor } from '../process/supervisor';
import {
  type SlowMountCounters,
  type SlowMountFault,
  type SlowMountOptions,
  slowMountFlags,
} from './slow-mount-options';
import { buildSlowMountProgram, whatSlowMountLacks } from './slow-mount-program';

type Program = ChildProcessByStdio<Writable, Readable, Readable>;

/** The line that the program prints once it has mounted. */
interface Mounted {
  readonly mountpoint: string;
  readonly backing: string;
  /** The address of its control port. */
  readonly control: string;
}

/**
 * A directory mounted with the latencies of a network file system. It cannot outlive this process: the program behind it
 * unmounts when its standard input closes, and if that program is killed its guard unmounts.
 *
 * To watch files without waiting, or without being counted, look into `backing`.
 */
export class SlowMount {
  /** True where this machine can have a slow mount; `whatSlowMountLacks` says why not. */
  static isAvailable(): boolean {
    return whatSlowMountLacks() === undefined;
  }

  static async start(options: SlowMountOptions = {}, supervisor = new Supervisor()): Promise<SlowMount> {
    const lacking = whatSlowMountLacks();
    if (lacking !== undefined) throw new Error(lacking);
    const executable = await buildSlowMountProgram(supervisor);
    const temporary = options.backing === undefined ? supervisor.temporaryFolder() : undefined;
    // Not in a folder that the supervisor empties: what it removed there would be removed from the backing directory.
    const mountpoint = join(tmpdir(), `cdk-s3files-mount-${randomUUID()}`);
    const places = ['-backing', options.backing ?? (temporary as string), '-mountpoint', mountpoint];
    const program = supervisor.own(
      spawn(executable, [...places, ...slowMountFlags(options)], { detached: true, stdio: ['pipe', 'pipe', 'pipe'] }),
    );
    const mounted = await whenMounted(program).catch(async (error) => {
      await remove(temporary);
      throw error;
    });
    return new SlowMount(program, mounted, temporary);
  }

  private constructor(
    private readonly program: Program,
    private readonly mounted: Mounted,
    private readonly temporary: string | undefined,
  ) {}

  /** The path of the mount. */
  get path(): string {
    return this.mounted.mountpoint;
  }

  /** The directory that holds the files. */
  get backing(): string {
    return this.mounted.backing;
  }

  /** The process that serves the mount. */
  get pid(): number | undefined {
    return this.program.pid;
  }

  /** Makes the first read of each file a cold one from now on. The kernel forgets all names and attributes. */
  async makeCold(): Promise<void> {
    await this.control('POST', '/cold');
  }

  async counters(): Promise<SlowMountCounters> {
    return (await this.control('GET', '/counters')) as SlowMountCounters;
  }

  async inject(fault: SlowMountFault): Promise<void> {
    await this.control('POST', '/faults', fault);
  }

  async clearFaults(): Promise<void> {
    await this.control('DELETE', '/faults');
  }

  /** Clears the faults and sets the counters to zero. */
  async reset(): Promise<void> {
    await this.control('POST', '/reset');
  }

  /** Unmounts, and removes the files unless their directory was given. What is still open there fails from now on. */
  async stop(): Promise<void> {
    if (this.program.exitCode === null && this.program.signalCode === null) {
      const exited = once(this.program, 'exit');
      this.program.kill('SIGTERM');
      await exited;
    }
    await remove(this.temporary);
  }

  private async control(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(this.mounted.control + path, { method, ...(body && { body: JSON.stringify(body) }) });
    const answer = (await response.json()) as { error?: string };
    if (!response.ok) throw new Error(`the slow mount refused ${method} ${path}: ${answer.error}`);
    return answer;
  }
}

async function remove(folder: string | undefined): Promise<void> {
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}

async function whenMounted(program: Program): Promise<Mounted> {
  program.stdin.on('error', () => undefined); // nothing is ever written: it can only break when the program is gone
  const complaints = text(program.stderr);
  for await (const line of createInterface(program.stdout)) return JSON.parse(line);
  throw new Error(`could not start a slow mount: ${(await complaints).trim()}`);
}
