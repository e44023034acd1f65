import { runCommand } from './command';
import type { Supervisor } from './supervisor';

export interface NpmInstallOptions {
  /** The first words of the error when the installation fails. */
  readonly failure: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Installs packages into a folder of their own; neither a lock file nor a package.json is made. */
export async function npmInstall(
  supervisor: Supervisor,
  folder: string,
  packages: readonly string[],
  { failure, env }: NpmInstallOptions,
): Promise<void> {
  const args = [
    'install',
    '--no-save',
    '--no-package-lock',
    '--no-audit',
    '--no-fund',
    '--prefer-offline', // saves asking after each package again
    '--prefix', // npm hands its own folder down to what it starts
    folder,
    ...packages,
  ];
  await runCommand(supervisor, 'npm', args, { failure, cwd: folder, ...(env && { env }) });
}
