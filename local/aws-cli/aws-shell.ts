import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { runCommand } from '../process/command';
import { CACHE } from '../process/places';
import type { Supervisor } from '../process/supervisor';
import { DUMMY_CREDENTIALS } from '../secrets-manager/secrets-manager';

/** Knows Amazon S3 Files; version 2 is not on PyPI. */
const VERSIONS = 'awscli>=1.46,<2';
/** A jq in Go, for a machine that has none. */
const JQ = 'github.com/itchyny/gojq/cmd/gojq@v0.12.19';

/** The answer of a service to a call that no stand-in of it takes here. */
export type Answer = {
  /** The service and the operation as the CLI's models have them, such as `lambda ListEventSourceMappings`. */
  readonly operation: string;
  /** The parameters that the call must have; it may have others. @default {} */
  readonly to?: object;
} & ({ readonly answer: object } | { readonly error: string; readonly message: string });

/**
 * A shell whose `aws` calls the stand-ins of this machine, for commands that a page tells its readers to run. Its
 * parameters are checked against the services' models before anything is sent.
 */
export class AwsShell {
  /** @param endpoints by service, as the CLI's variables name it, e.g. `S3FILES` */
  static async open(supervisor: Supervisor, endpoints: Record<string, string>): Promise<AwsShell> {
    const modules = await bringAwsCli(supervisor);
    const folder = supervisor.temporaryFolder();
    const program = join(__dirname, 'answering.py');
    await script(folder, 'aws', `PYTHONPATH='${modules}' exec python3 '${program}' "$@"`);
    // Time passes with each call to the services, not with the clock.
    await script(folder, 'sleep', `echo "slept $1"`);
    if (spawnSync('jq', ['--version']).status !== 0)
      await script(folder, 'jq', `exec '${await bringJq(supervisor)}' "$@"`);
    return new AwsShell(supervisor, folder, endpoints);
  }

  private constructor(
    private readonly supervisor: Supervisor,
    /** The folder in which commands run and leave their files. */
    readonly folder: string,
    private readonly endpoints: Record<string, string>,
  ) {}

  /** Runs commands to their end, stops at the first that fails, and answers what they printed. */
  async run(
    commands: string,
    variables: Readonly<Record<string, string>>,
    answers: readonly Answer[] = [],
  ): Promise<string> {
    const given = join(this.folder, 'answers.json');
    await writeFile(given, JSON.stringify(answers));
    const endpoints = Object.entries(this.endpoints).map(([name, url]) => [`AWS_ENDPOINT_URL_${name}`, url]);
    return runCommand(this.supervisor, 'sh', ['-euc', commands], {
      failure: 'a command of the page failed',
      cwd: this.folder,
      env: {
        PATH: [this.folder, process.env.PATH].join(delimiter),
        ...environmentIn(this.folder),
        ANSWERS: given,
        ...Object.fromEntries(endpoints),
        ...variables,
      },
    });
  }
}

/** The environment of the CLI: the settings of nobody, in a folder that has none. */
export function environmentIn(folder: string): NodeJS.ProcessEnv {
  const noSuchFile = join(folder, 'no-aws-configuration');
  return {
    HOME: folder,
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: DUMMY_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: DUMMY_CREDENTIALS.secretAccessKey,
    AWS_CONFIG_FILE: noSuchFile,
    AWS_SHARED_CREDENTIALS_FILE: noSuchFile,
    AWS_EC2_METADATA_DISABLED: 'true',
    PYTHONDONTWRITEBYTECODE: '1',
  };
}

async function script(folder: string, name: string, command: string): Promise<void> {
  await writeFile(join(folder, name), `#!/bin/sh\n${command}\n`);
  await chmod(join(folder, name), 0o755);
}

/** The CLI's Python modules, from PyPI the first time (10 s, 160 MB) and kept for the next. */
export async function bringAwsCli(supervisor: Supervisor): Promise<string> {
  const folder = join(CACHE, 'aws-cli-1.46');
  if (existsSync(folder)) return folder;
  await mkdir(CACHE, { recursive: true });
  const unfinished = await mkdtemp(`${folder}.`);
  const args = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', unfinished, VERSIONS];
  await runCommand(supervisor, 'python3', args, {
    failure: 'could not install the AWS CLI from PyPI (needs Python 3 with pip)',
  });
  await rename(unfinished, folder).catch(async (error) => {
    if (!existsSync(folder)) throw error;
    await rm(unfinished, { recursive: true, force: true }); // another run was first
  });
  return folder;
}

/** Built by Go the first time and kept for the next. */
async function bringJq(supervisor: Supervisor): Promise<string> {
  const folder = join(CACHE, 'gojq-0.12.19');
  await runCommand(supervisor, 'go', ['install', JQ], {
    failure: 'there is no jq, and one could not be built (needs Go)',
    env: { ...process.env, GOBIN: folder },
  });
  return join(folder, 'gojq');
}
