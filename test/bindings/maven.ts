import { rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Maven's own: aws-cdk-lib and the plugins stay there between runs. */
export const LOCAL_REPOSITORY = join(homedir(), '.m2', 'repository');

const GROUP = join('io', 'github', 'cdks3files');

/** Maven starts faster without its second compiler, which pays off only in long builds. */
export const QUICK_START = '-XX:TieredStopAtLevel=1';

/** Puts a packed library where Maven looks first, in place of whatever an earlier run or build left there. */
export async function installInLocalRepository(repository: string): Promise<void> {
  removeFromLocalRepository();
  process.once('exit', removeFromLocalRepository);
  await cp(join(repository, GROUP), join(LOCAL_REPOSITORY, GROUP), { recursive: true });
}

/** A release is never looked up again once Maven has it, so a jar that stayed would be used instead of the next one. */
export function removeFromLocalRepository(): void {
  rmSync(join(LOCAL_REPOSITORY, GROUP), { recursive: true, force: true });
}
