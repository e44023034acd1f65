import { execFileSync } from 'node:child_process';
import { SERVER_THREADS } from './nfs-machine';

// To be called inside the machine, where there is no other server.

/** Ends the server: its clients wait, for the mounts are hard ones. */
export function stopNfsServer(): void {
  run('rpc.nfsd', '0');
}

export function startNfsServer(): void {
  run('rpc.nfsd', '-N', '3', String(SERVER_THREADS));
}

/** Refuses all that clients ask for, with ESTALE or EACCES, while the server goes on. */
export function withdrawExports(): void {
  run('exportfs', '-u', '*:/run/export');
  run('exportfs', '-f');
}

export function exportAgain(): void {
  run('exportfs', '-o', 'rw,no_root_squash,no_subtree_check,fsid=0,sync,insecure', '*:/run/export');
}

function run(command: string, ...args: string[]): void {
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
}
