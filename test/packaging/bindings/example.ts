import { cp } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { runCommand } from '../../../local/process/command';
import { REPOSITORY } from '../../../local/process/places';
import type { Supervisor } from '../../../local/process/supervisor';
import { commandOf, DEMO, type Synthesis } from '../examples/apps';
import type { LanguageName } from './options';

/** Entries of an example's folder that are not committed, and appear once somebody has worked in it. */
const NOT_COPIED = new Set(['node_modules', '.venv', '__pycache__', 'target', 'cdk.out', 'cdk.context.json']);

/**
 * The context that the app is given on the command line: the values of two runs that should differ in much of the
 * template.
 */
export const CONTEXTS: Readonly<Record<'no context' | 'with context', Readonly<Record<string, string>>>> = {
  'no context': {},
  'with context': {
    recordFormat: 'envelope',
    confluentSecretArn: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:confluent/s3files-demo-a1B2c3',
    kafkaBootstrapServer: 'pkc-12345.eu-central-1.aws.confluent.cloud:9092',
    ingestRoleName: 'orders-ingest',
    alarmEmail: 'ops@example.com',
    consumerGroups: 'orders-*',
  },
};
export type ContextName = keyof typeof CONTEXTS;

/** Copies an example out of the repository, as its reader would. */
export async function copyExample(language: LanguageName, to: string, task = DEMO): Promise<void> {
  const example = join(REPOSITORY, 'examples', language, task);
  await cp(example, to, { recursive: true, filter: (source) => !NOT_COPIED.has(basename(source)) });
}

/** Runs the app as the CDK's command line does, by the command in `cdk.json`. */
export async function synthesize(
  supervisor: Supervisor,
  folder: string,
  environment: NodeJS.ProcessEnv,
  context: Readonly<Record<string, string>>,
  output: string,
): Promise<void> {
  await runCommand(supervisor, '/bin/sh', ['-c', commandOf(folder)], {
    failure: 'could not synthesize the example',
    cwd: folder,
    env: { ...asByTheCli(environment, context), CDK_OUTDIR: output },
  });
}

/** Runs several apps without context by one command, in a folder in which the demo has been installed. */
export async function synthesizeApps(
  supervisor: Supervisor,
  [command, ...args]: readonly string[],
  folder: string,
  environment: NodeJS.ProcessEnv,
  apps: readonly Synthesis[],
): Promise<void> {
  await runCommand(supervisor, command, [...args, JSON.stringify(apps)], {
    failure: 'could not synthesize the examples by task',
    cwd: folder,
    env: asByTheCli(environment, {}),
  });
}

function asByTheCli(environment: NodeJS.ProcessEnv, context: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return {
    ...environment,
    // The CLI sets the flag too: the template then names the folder of each function's code.
    CDK_CONTEXT_JSON: JSON.stringify({ ...context, 'aws:cdk:enable-asset-metadata': true }),
    CDK_VALIDATION: 'false', // takes seconds, and has its own place among the tests
  };
}
