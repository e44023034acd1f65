import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readArguments } from '../../../../command-line/arguments/options';
import { COMMANDS } from '../../../../command-line/commands';
import { REPOSITORY } from '../../../../local/process/places';
import type { ShellCommand } from './shell';

/** Tells a command's mistake; undefined if it has none. */
type Check = (command: ShellCommand, page: string) => string | undefined;

const readJson = (file: string) => JSON.parse(readFileSync(join(REPOSITORY, file), 'utf8'));
const TASKS: Readonly<Record<string, unknown>> = readJson('.projen/tasks.json').tasks;
const TEST_FILES = (readdirSync(join(REPOSITORY, 'test'), { recursive: true }) as string[]).filter((file) =>
  file.endsWith('.test.ts'),
);
const SOURCES_OF_TESTS = (readdirSync(join(REPOSITORY, 'test'), { recursive: true }) as string[])
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(REPOSITORY, 'test', file), 'utf8'))
  .join('\n');

/** Programs that every machine of a reader has, or that the page tells to install, and that take what they are given. */
const OF_OTHERS = new Set([
  ...['.', 'break', 'cat', 'cd', 'chown', 'cut', 'date', 'echo', 'export', 'find', 'git', 'grep', 'jq', 'mkdir', 'mvn'],
  ...[
    'printf',
    'read',
    'rm',
    'sed',
    'sha256sum',
    'sleep',
    'source',
    'tail',
    'true',
    'xargs',
    '[',
    'go',
    'pip',
    './slowfs',
  ],
  // Programs of Apache Kafka and of Confluent, which ask a cluster.
  ...['confluent', 'kafka-configs.sh', 'kafka-consumer-groups.sh', 'kafka-delete-records.sh'],
]);

const CHECKS: Readonly<Record<string, Check>> = {
  aws: () => undefined, // aws-commands.test.ts gives all of them to the AWS CLI
  cdk: ({ words: [, ...args] }) => whatCdkRefuses(args),
  npm: ({ words: [, name = '', ...args] }, page) => whatNpmLacks(name, args, page),
  npx: ({ words: [, ...words], variables }, page) => {
    const [program = ''] = words;
    const check = OF_NPX[program];
    return check === undefined ? `no check knows npx ${program}` : check({ words, variables }, page);
  },
  python: ({ words: [, file = ''] }, page) => whereIs(file, page),
  python3: ({ words: [, file = ''], input }, page) => (input === undefined ? whereIs(file, page) : undefined),
};

const OF_NPX: Readonly<Record<string, Check>> = {
  cdk: ({ words: [, ...args] }) => whatCdkRefuses(args),
  'cdk-s3files': ({ words: [, name, ...args] }) => whatCommandLineRefuses(name, args),
  jest: ({ words: [, ...args], variables }) =>
    whatJestLacks(args) ?? variables.find((name) => !SOURCES_OF_TESTS.includes(`process.env.${name}`)),
  projen: ({ words: [, name = 'default'] }) => (name in TASKS ? undefined : `there is no task ${name}`),
};

/** @returns what is wrong with a command of a page */
export function whatIsWrongWith(command: ShellCommand, page: string): string | undefined {
  const [program = ''] = command.words;
  const check = CHECKS[program];
  if (check !== undefined) return check(command, page);
  return OF_OTHERS.has(program) ? undefined : `no check knows the program ${program}`;
}

function whatCommandLineRefuses(name = '', args: readonly string[] = []): string | undefined {
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command === undefined) return `there is no command ${name}`;
  try {
    readArguments(args, command.options);
    return undefined;
  } catch (error) {
    return String(error);
  }
}

const helpOfCdk = new Map<string, string>();

/** The options of the CDK's command are those that its help names. */
function whatCdkRefuses([verb = '', ...args]: readonly string[]): string | undefined {
  const help =
    helpOfCdk.get(verb) ??
    spawnSync(join(REPOSITORY, 'node_modules', '.bin', 'cdk'), [verb, '--help'], { encoding: 'utf8' }).stdout;
  helpOfCdk.set(verb, help);
  if (!help.startsWith(`cdk ${verb}`)) return `there is no command cdk ${verb}`;
  const options = args.filter((word) => word.startsWith('-')).map((word) => word.replace(/=.*/, ''));
  return options.find((option) => !new RegExp(`(?<![\\w-])${option}(?![\\w-])`).test(help));
}

const UNIT_TESTS = 'test:unit';

function whatNpmLacks(name: string, args: readonly string[], page: string): string | undefined {
  if (['ci', 'init', 'install'].includes(name)) return undefined;
  const script = name === 'run' ? (args[0] ?? '') : name;
  const ofPage = join(dirname(page), 'package.json');
  const { scripts } = readJson(page.startsWith('examples/') ? ofPage : 'package.json');
  if (!(script in scripts)) return `there is no script ${script}`;
  const behind = args.slice(args.indexOf('--') + 1);
  return script === UNIT_TESTS && args.includes('--') ? whatJestLacks(behind) : undefined;
}

/** Each path that is given to jest must choose a test. */
function whatJestLacks(args: readonly string[]): string | undefined {
  const paths = args.filter((word, index) => !word.startsWith('-') && args[index - 1] !== '-t');
  return paths.find((path) => !TEST_FILES.some((file) => `test/${file}`.includes(path)));
}

function whereIs(file: string, page: string): string | undefined {
  const exists = file === '-m' || [dirname(page), '.'].some((folder) => existsSync(join(REPOSITORY, folder, file)));
  return exists ? undefined : `there is no ${file}`;
}
