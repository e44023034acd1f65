import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../../local/process/command';
import { CACHE } from '../../../local/process/places';
import type { Supervisor } from '../../../local/process/supervisor';
import { whatIsMissing } from '../../packaging/bindings/prerequisites';

/** Knows the resources of Amazon S3 Files. */
export const CFN_LINT = 'cfn-lint==1.58.0';

const HOW_TO_INSTALL =
  'install Python 3.10 or newer with venv (Debian and Ubuntu: apt-get install python3-venv; macOS: brew install python)';

/** What the machine lacks, in one line; nothing once cfn-lint has been installed. */
export function whatCfnLintLacks(): string | undefined {
  return existsSync(venv())
    ? undefined
    : whatIsMissing([
        {
          command: 'python3',
          args: ['--version'],
          version: /Python (\d[\d.]*)/,
          oldest: '3.10',
          howToInstall: HOW_TO_INSTALL,
        },
        { command: 'python3', args: ['-c', 'import ensurepip, venv'], howToInstall: HOW_TO_INSTALL },
      ]);
}

function venv(): string {
  return join(CACHE, CFN_LINT.replace('==', '-'));
}

/** Installs cfn-lint unless an earlier run has; a run that is interrupted leaves nothing half done. */
export async function installCfnLint(supervisor: Supervisor): Promise<void> {
  if (existsSync(venv())) return;
  await mkdir(CACHE, { recursive: true });
  const unfinished = supervisor.temporaryFolder(CACHE);
  const failure = 'could not install cfn-lint';
  await runCommand(supervisor, 'python3', ['-m', 'venv', unfinished], { failure });
  const python = join(unfinished, 'bin', 'python');
  const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', CFN_LINT];
  await runCommand(supervisor, python, args, { failure });
  await rename(unfinished, venv()).catch((error) => {
    if (!existsSync(venv())) throw error; // else another run was faster
  });
}

/** What cfn-lint says of templates, as JSON. Its command is run by Python, since it names the path that it was made at. */
export function runCfnLint(supervisor: Supervisor, templates: readonly string[]): Promise<string> {
  const [python, cfnLint] = ['python', 'cfn-lint'].map((name) => join(venv(), 'bin', name));
  const options = ['--format', 'json', '--regions', 'us-east-1', '--non-zero-exit-code', 'none'];
  return runCommand(supervisor, python, [cfnLint, ...options, '--', ...templates], {
    failure: 'could not run cfn-lint',
  });
}
