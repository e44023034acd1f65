import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/**
 * Runs a command in a process group that cannot outlive us, not even when we are killed outright: standard input is a
 * pipe whose other end only we hold, and when it closes the watcher ends the group. (Java has no way to watch a parent.)
 */
const LEASH = 'exec 3<&0; (cat <&3 >/dev/null; kill -s KILL -- -$$) >/dev/null 2>&1 & "$@" 3<&- </dev/null';

/** Owns every process and folder that a run creates, and takes them away when the run ends, however it ends. */
export class Supervisor {
  private readonly groups = new Set<ChildProcess>();
  private readonly folders = new Set<string>();

  /** Ends everything when this process exits or is told to: Ctrl-C, a kill, a closed terminal, an uncaught error. */
  guardThisProcess(): this {
    process.on('exit', () => this.end());
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => process.exit(128 + constants.signals[signal]));
    }
    // Set when a parent process started us with a channel: it went away without a word.
    if (process.connected) process.on('disconnect', () => process.exit(1));
    return this;
  }

  /** Starts a command that is not ours (a broker, a build tool) on a leash. */
  spawn(command: string, args: readonly string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}) {
    const child: ChildProcessByStdio<Writable, Readable, Readable> = spawn(
      '/bin/sh',
      ['-c', LEASH, command, command, ...args],
      { ...options, detached: true, stdio: ['pipe', 'pipe', 'pipe'] },
    );
    child.stdin.on('error', () => undefined); // nothing is ever written: it can only break when the command is gone
    return this.own(child);
  }

  /** Takes over a child that leads a process group of its own (`detached: true`). */
  own<Child extends ChildProcess>(child: Child): Child {
    this.groups.add(child);
    child.once('exit', () => {
      child.stdin?.destroy(); // releases the watcher
      this.groups.delete(child);
    });
    return child;
  }

  /** A new folder that is removed at the end. */
  temporaryFolder(parent = tmpdir()): string {
    const folder = mkdtempSync(join(parent, 'cdk-s3files-'));
    this.folders.add(folder);
    return folder;
  }

  /** Lets a folder outlive the run. */
  keep(folder: string): void {
    this.folders.delete(folder);
  }

  /** Synchronous, because it also runs in the 'exit' event. */
  end(): void {
    for (const child of this.groups) killGroup(child);
    this.groups.clear();
    for (const folder of this.folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    this.folders.clear();
  }
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // gone already: what was wanted
  }
}
