import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { runCommand } from '../../../local/process/command';
import { REPOSITORY } from '../../../local/process/places';
import { Supervisor } from '../../../local/process/supervisor';
import { commandOf, DEMO, examplesOf, synthesisOf } from './apps';

const TYPESCRIPT = examplesOf('typescript');
const PYTHON = examplesOf('python');
const TASKS = TYPESCRIPT.map(({ task }) => task);
const COST = read('docs/explanation/cost.md');

/**
 * Findings that stand: they are about parts of a template that the AWS CDK itself makes, or about what belongs there.
 */
const KNOWN_FINDINGS = [
  // aws-cdk-lib 2.263.0 does not know direct reads of Amazon S3 Files yet.
  /^F3002 FileSystemConfigs\.0\.S3FilesConfig: Additional properties/,
  // An app with an account and a Region names its zones.
  /^W3010 AvailabilityZone: Avoid hardcoding availability zones/,
];

let assemblies: string;
beforeAll(async () => {
  assemblies = mkdtempSync(join(tmpdir(), 'examples-'));
  await synthesizeAll();
});
afterAll(() => rmSync(assemblies, { recursive: true }));

function read(...path: readonly string[]): string {
  return readFileSync(join(REPOSITORY, ...path), 'utf8');
}

/** Runs all apps over the sources of the library, without context, account and network. */
async function synthesizeAll(): Promise<void> {
  const supervisor = new Supervisor();
  const apps = TYPESCRIPT.map(({ task, folder }) => synthesisOf(folder, join(assemblies, task)));
  const runner = join(__dirname, 'synthesize-apps.ts');
  await runCommand(supervisor, join(REPOSITORY, 'node_modules', '.bin', 'tsx'), [runner, JSON.stringify(apps)], {
    failure: 'could not synthesize the examples',
    cwd: REPOSITORY,
    env: { ...process.env, TSX_TSCONFIG_PATH: 'test/tsconfig.json', CDK_VALIDATION: 'true' },
  });
}

/** The resources of a type, of all stacks of an example. */
function resourcesOf(task: string, type: string) {
  return new CloudAssembly(join(assemblies, task)).stacks.flatMap(({ template }) =>
    Object.values(Template.fromJSON(template).findResources(type)),
  );
}

interface Finding {
  readonly ruleName: string;
  readonly description: string;
}

function findingsOf(task: string): string[] {
  const report = join(assemblies, task, 'validation-report.json');
  if (!existsSync(report)) return [];
  const { pluginReports }: { pluginReports: { violations: Finding[] }[] } = JSON.parse(readFileSync(report, 'utf8'));
  return pluginReports.flatMap(({ violations }) =>
    violations.map(({ ruleName, description }) => `${ruleName} ${description}`),
  );
}

test('each task has an example in TypeScript and in Python', () => {
  expect(PYTHON.map(({ task }) => task)).toEqual(TASKS);
});

describe.each(TASKS)('%s', (task) => {
  test('is synthesized without a question to an account, a warning or an error', () => {
    const { manifest, stacks } = new CloudAssembly(join(assemblies, task));
    expect(manifest.missing).toBeUndefined();
    expect(stacks).not.toHaveLength(0);
    expect(stacks.flatMap(({ messages }) => messages.map(({ entry }) => entry.data))).toEqual([]);
  });

  test('passes what the AWS CDK validates', () => {
    const unknown = findingsOf(task).filter((finding) => !KNOWN_FINDINGS.some((known) => known.test(finding)));
    expect(unknown).toEqual([]);
  });

  test('asks for the packages that the demo asks for, by the same commands', () => {
    const inTypeScript = (file: string) => JSON.parse(read('examples/typescript', task, file));
    const demo = JSON.parse(read('examples/typescript', DEMO, 'package.json'));
    const { name, dependencies, devDependencies, engines } = inTypeScript('package.json');
    const { '@platformatic/kafka': _, ...developed } = demo.devDependencies; // of the demo's producer
    expect({ name, dependencies, devDependencies, engines }).toEqual({
      name: task,
      dependencies: demo.dependencies,
      devDependencies: developed,
      engines: demo.engines,
    });
    expect(inTypeScript('tsconfig.json').compilerOptions).toEqual(
      JSON.parse(read('examples/typescript', DEMO, 'tsconfig.json')).compilerOptions,
    );
    const inPython = read('examples/python', DEMO, 'requirements.txt').replace(/^confluent-kafka.*\n/m, ''); // of the same
    expect(read('examples/python', task, 'requirements.txt')).toBe(inPython);
    for (const file of ['cdk.json', '.gitignore']) {
      expect(read('examples/python', task, file)).toBe(read('examples/python', DEMO, file));
    }
    expect(commandOf(join(REPOSITORY, 'examples/typescript', task))).toMatch(/^tsx (bin\/)?app\.ts$/);
  });

  test.each(['typescript', 'python'])(
    'says in %s how to synthesize, deploy and destroy it, and what it costs',
    (language) => {
      const page = read('examples', language, task, 'README.md');
      for (const command of ['synth', 'deploy', 'destroy']) expect(page).toMatch(new RegExp(`cdk ${command}\\b`));
      const amounts = page.match(/\$\d+(\.\d+)?/g) ?? [];
      expect(amounts).not.toHaveLength(0);
      expect(amounts.filter((amount) => !COST.includes(`${amount} `))).toEqual([]);
      const [, gateways = '0'] = /(\d+) NAT gateways?/.exec(page) ?? [];
      expect(Number(gateways)).toBe(resourcesOf(task, 'AWS::EC2::NatGateway').length);
    },
  );

  test.each(['typescript', 'python'])('has settings in %s that its README names, and no others', (language) => {
    const folder = join('examples', language, task);
    const program = (readdirSync(join(REPOSITORY, folder), { recursive: true }) as string[])
      .filter((file) => /(?<!\.d)\.(ts|py)$/.test(file) && !file.includes('node_modules'))
      .map((file) => read(folder, file))
      .join('\n');
    const settings = [...program.matchAll(/setting\(\s*['"](\w+)['"]/g)].map(([, name]) => name);
    const given = [...read(folder, 'README.md').matchAll(/-c (\w+)=/g)].map(([, name]) => name);
    expect(settings).not.toHaveLength(0);
    expect(settings).toEqual(expect.arrayContaining(given));
    for (const name of settings) expect(read(folder, 'README.md')).toMatch(new RegExp(`\`${name}\`|-c ${name}=`));
  });
});

test('the table of all examples has each of them', () => {
  const page = read('examples/README.md');
  for (const [language, examples] of Object.entries({ typescript: TYPESCRIPT, python: PYTHON })) {
    for (const { task } of examples) expect(page).toContain(`(${language}/${task})`);
  }
});

describe('what the examples promise', () => {
  test('no secret is read where AWS IAM decides', () => {
    const policies = JSON.stringify(resourcesOf('msk-iam', 'AWS::IAM::Policy'));
    expect(policies).toContain('kafka-cluster:WriteData');
    expect(policies).not.toContain('secretsmanager:');
  });

  test('pollers have the certificate of the client, and the authority of the brokers', () => {
    const [{ Properties }] = resourcesOf('self-managed-mutual-tls', 'AWS::Lambda::EventSourceMapping');
    expect(Properties.SourceAccessConfigurations).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ Type: 'CLIENT_CERTIFICATE_TLS_AUTH' }),
        expect.objectContaining({ Type: 'SERVER_ROOT_CA_CERTIFICATE' }),
      ]),
    );
  });

  test('a bucket that is there is shown below the prefix alone, and no other is made', () => {
    expect(resourcesOf('existing-bucket-and-vpc', 'AWS::S3::Bucket')).toEqual([]);
    const [{ Properties }] = resourcesOf('existing-bucket-and-vpc', 'AWS::S3Files::FileSystem');
    expect(Properties.Prefix).toBe('kafka/');
  });

  test('ten topics share a group of pollers', () => {
    const mappings = resourcesOf('many-topics', 'AWS::Lambda::EventSourceMapping');
    expect(mappings).toHaveLength(10);
    const groups = mappings.map(({ Properties }) => Properties.ProvisionedPollerConfig.PollerGroupName);
    expect(groups[0]).toBeDefined();
    expect(new Set(groups).size).toBe(1);
  });

  test('there are a table and a view over the Parquet files', () => {
    const tables = resourcesOf('parquet-and-athena', 'AWS::Glue::Table').map(({ Properties }) => Properties.TableInput);
    expect(tables.map(({ Name, TableType }) => [Name, TableType])).toEqual([
      ['orders', 'EXTERNAL_TABLE'],
      ['orders_view', 'VIRTUAL_VIEW'],
    ]);
  });

  test('the container of the reader mounts the files read-only', () => {
    const [{ Properties }] = resourcesOf('ecs-reader', 'AWS::ECS::TaskDefinition');
    expect(Properties.ContainerDefinitions[0].MountPoints).toEqual([
      expect.objectContaining({ ContainerPath: '/mnt/events', ReadOnly: true }),
    ]);
  });

  test('a day is replayed at half past midnight', () => {
    const [{ Properties }] = resourcesOf('scheduled-replay', 'AWS::Scheduler::Schedule');
    expect(Properties.ScheduleExpression).toBe('cron(30 0 * * ? *)');
    expect(JSON.parse(Properties.Target.Input)).toMatchObject({
      lookback_seconds: 86400,
      delay_seconds: 1800,
      rate_limit_per_second: 2000,
    });
  });

  test('each address is told of alarms', () => {
    const alarms = [
      ...resourcesOf('monitoring', 'AWS::CloudWatch::Alarm'),
      ...resourcesOf('monitoring', 'AWS::CloudWatch::CompositeAlarm'),
    ];
    const told = new Set(alarms.flatMap(({ Properties }) => Properties.AlarmActions ?? []).map(({ Ref }) => Ref));
    expect(told.size).toBe(2);
  });

  test('the file system depends on none of the stacks that mount it', () => {
    const { stacks } = new CloudAssembly(join(assemblies, 'cross-stack'));
    const needs = Object.fromEntries(
      stacks.map((stack) => [
        stack.stackName,
        stack.dependencies.map(({ id }) => id).filter((id) => stacks.some(({ stackName }) => stackName === id)),
      ]),
    );
    expect(needs).toEqual({ EventFiles: [], EventIngest: ['EventFiles'], EventReader: ['EventFiles'] });
  });
});
