import { join } from 'node:path';
import { likeLambdasRuntime } from '../../../local/lambda/like-lambdas-runtime';
import type { Supervisor } from '../../../local/process/supervisor';
import { synthesizeReplayer } from './app';

/**
 * Synthesizes an app with a replayer, whose function can be run from there.
 * @returns the folder of the assembly, for `World.start`
 */
export function replayerAssembly(supervisor: Supervisor): string {
  const assembly = join(supervisor.temporaryFolder(), 'assembly');
  synthesizeReplayer(assembly);
  likeLambdasRuntime(assembly);
  return assembly;
}
