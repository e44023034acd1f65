import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../../local/process/command';
import { CACHE } from '../../../local/process/places';
import type { Supervisor } from '../../../local/process/supervisor';
import { whatIsMissing } from '../../packaging/bindings/prerequisites';

const HOW_TO_INSTALL =
  'install Python 3.10 or newer with venv (Debian and Ubuntu: apt-get install python3-venv; macOS: brew install python)';

/** A program or a library of a pinned package of Python, installed into a cache. */
export class PythonTool {
  private readonly venv: string;
  private readonly others: readonly string[];

  /**
   * @param requirement the package and its version, such as `cfn-lint==1.58.0`, which has a program of the same name
   * @param others what a script needs beside it, such as `pyarrow==26.0.1` for pandas
   */
  constructor(
    public readonly requirement: string,
    ...others: readonly string[]
  ) {
    this.others = others;
    this.venv = join(CACHE, [requirement, ...others].join('+').replaceAll('==', '-'));
  }

  /** True once an earlier run has installed it. */
  public get isInstalled(): boolean {
    return existsSync(this.venv);
  }

  /** Names in one line what the machine lacks; undefined once the package has been installed. */
  public whatIsLacking(): string | undefined {
    return this.isInstalled
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

  /** Installs the package unless an earlier run has; a run that is interrupted leaves nothing half done. */
  public async install(supervisor: Supervisor): Promise<void> {
    if (this.isInstalled) return;
    await mkdir(CACHE, { recursive: true });
    const unfinished = supervisor.temporaryFolder(CACHE);
    const failure = `could not install ${this.requirement}`;
    await runCommand(supervisor, 'python3', ['-m', 'venv', unfinished], { failure });
    const python = join(unfinished, 'bin', 'python');
    const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', this.requirement, ...this.others];
    await runCommand(supervisor, python, args, { failure });
    await rename(unfinished, this.venv).catch((error) => {
      if (!this.isInstalled) throw error; // else another run was faster
    });
  }

  /** Runs a Python script that imports the package, and returns what it prints. */
  public python(supervisor: Supervisor, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<string> {
    return runCommand(supervisor, join(this.venv, 'bin', 'python'), args, {
      failure: `could not use ${this.requirement}`,
      ...(env && { env }),
    });
  }

  /** Starts a Python script that imports the package and goes on until it is ended. */
  public start(supervisor: Supervisor, args: readonly string[], env: NodeJS.ProcessEnv) {
    return supervisor.spawn(join(this.venv, 'bin', 'python'), args, { env });
  }

  /**
   * Runs the program, and returns what it prints. Python runs it, since its first line names the path that it was made
   * at.
   */
  public run(supervisor: Supervisor, args: readonly string[]): Promise<string> {
    const [name] = this.requirement.split('==');
    const [python, program] = ['python', name].map((file) => join(this.venv, 'bin', file));
    return runCommand(supervisor, python, [program, ...args], { failure: `could not run ${name}` });
  }
}
