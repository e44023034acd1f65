import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { REPOSITORY } from '../../../local/process/places';
import { pinnedActions } from '../../../projenrc/actions';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly 'timeout-minutes'?: number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly steps: readonly Step[];
  readonly strategy?: { readonly matrix: { readonly node: readonly string[] } };
}

interface Workflow {
  readonly concurrency?: { readonly group: string };
  readonly jobs: Readonly<Record<string, Job>>;
}

const read = (path: string) => readFileSync(join(REPOSITORY, path), 'utf8');
const FOLDER = '.github/workflows';
const WORKFLOWS = readdirSync(join(REPOSITORY, FOLDER)).map((file) => [file, parse(read(join(FOLDER, file)))] as const);
const workflow = (name: string): Workflow => parse(read(join(FOLDER, name)));

const JOBS = WORKFLOWS.flatMap(([file, { jobs }]) =>
  Object.entries(jobs as Workflow['jobs']).map(([name, job]) => [`${name} of ${file}`, job] as const),
);

test('there are workflows for a change, the site, a release and the dependencies', () => {
  expect(WORKFLOWS.map(([file]) => file).sort()).toEqual(['build.yml', 'pages.yml', 'release.yml', 'upgrade-main.yml']);
});

test.each(JOBS)('the job %s ends in time', (_, job) => {
  expect(job['timeout-minutes']).toBeLessThanOrEqual(100);
});

test.each(JOBS)('the job %s is granted what it names, and no more', (_, job) => {
  expect(job.permissions).toBeDefined();
  for (const permission of Object.values(job.permissions ?? {})) expect(['read', 'write']).toContain(permission);
});

test.each(JOBS)('the job %s uses actions by a commit that is listed', (_, job) => {
  const used = job.steps.flatMap(({ uses }) => uses ?? []);
  expect(used).not.toHaveLength(0);
  for (const reference of used) expect(Object.values(pinnedActions())).toContain(reference);
});

test.each(JOBS)('a checkout of the job %s leaves no token to later steps', (_, job) => {
  for (const step of job.steps.filter(({ uses }) => uses?.startsWith('actions/checkout'))) {
    expect(step.with).toMatchObject({ 'persist-credentials': false });
  }
});

test('the token for pull requests of renewed dependencies may write them, and nothing else', () => {
  const steps = workflow('upgrade-main.yml').jobs.pr.steps;
  const granted = steps.flatMap((step) => Object.keys(step.with ?? {})).filter((key) => key.startsWith('permission-'));
  expect(granted.sort()).toEqual(['permission-contents', 'permission-pull-requests', 'permission-workflows']);
});

test('each listed action is by a commit, and used', () => {
  const used = JOBS.flatMap(([, job]) => job.steps.flatMap(({ uses }) => uses ?? []));
  const pins = Object.entries(pinnedActions());
  expect(pins).toHaveLength(read('.github/actions/pins/action.yml').match(/uses:/g)?.length ?? 0);
  for (const [name, reference] of pins) {
    expect(reference).toMatch(new RegExp(`^${name}@[0-9a-f]{40}$`));
    expect(used).toContain(reference);
  }
});

test.each(WORKFLOWS)('the runs of %s do not stand in each other way', (_, { concurrency }) => {
  expect((concurrency as Workflow['concurrency'])?.group).toContain('github.workflow');
});

test('programs that a step fetches have an exact version', () => {
  const commands = JOBS.flatMap(([, job]) => job.steps.flatMap(({ run }) => run ?? []));
  const fetched = commands.filter((command) => command.includes("'-p'"));
  expect(fetched).not.toHaveLength(0);
  for (const command of fetched) expect(command).toMatch(/'publib@\d+\.\d+\.\d+'/);
});

test('a change is tested on the oldest version of Node.js that is promised, and on 22 and 24', () => {
  const { engines } = JSON.parse(read('package.json'));
  const versions = workflow('build.yml').jobs.build.strategy?.matrix.node ?? [];
  expect(engines.node).toBe(`>= ${versions[0]}`);
  expect(versions).toEqual(expect.arrayContaining(['22', '24']));
  expect(workflow('build.yml').jobs.build.steps.map(({ run }) => run)).toContain('.ci/run');
});

describe('publishing', () => {
  const { release: _pack, ...publishing } = workflow('release.yml').jobs;
  const secrets = [...read(join(FOLDER, 'release.yml')).matchAll(/secrets\.(\w+)/g)].map(([, name]) => name);

  test('each job waits for the environment that maintainers approve', () => {
    for (const job of Object.values(publishing)) expect(job.environment).toBe('release');
  });

  test.each(['release_npm', 'release_pypi', 'release_nuget'])('%s shows who it is, and has no token', (name) => {
    expect(publishing[name].permissions).toEqual({ contents: 'read', 'id-token': 'write' });
    expect(secrets.filter((secret) => /NPM|TWINE|NUGET_API/.test(secret))).toEqual([]);
  });

  test('the secrets that are left are those that the page on releasing names', () => {
    const page = read('docs/releasing.md');
    const named = [...new Set(secrets)].filter(
      (secret) => secret !== 'GITHUB_TOKEN' && !unusedByPublib.includes(secret),
    );
    expect(named).not.toHaveLength(0);
    for (const secret of named) expect(page).toContain(`\`${secret}\``);
  });

  /** projen passes it on, and publib asks for it with the old server of Maven Central alone. */
  const unusedByPublib = ['MAVEN_STAGING_PROFILE_ID'];

  test('no registry is named, since the publisher knows them', () => {
    expect(read(join(FOLDER, 'release.yml'))).not.toMatch(/NPM_REGISTRY|registry\./);
  });
});

describe('Dependabot', () => {
  const { updates } = parse(read('.github/dependabot.yml')) as {
    updates: readonly { 'package-ecosystem': string; directory?: string; directories?: readonly string[] }[];
  };
  const of = (ecosystem: string) =>
    updates.filter((update) => update['package-ecosystem'] === ecosystem).flatMap((u) => u.directories ?? u.directory);

  test('renews the actions of the workflows together with their list', () => {
    expect(of('github-actions')).toEqual(['/', '/.github/actions/pins']);
  });

  test('looks into folders that are there', () => {
    for (const folder of updates.flatMap((update) => update.directories ?? update.directory ?? [])) {
      expect(existsSync(join(REPOSITORY, folder))).toBe(true);
    }
  });

  test('watches every package of the bundles that has an exact version, and so is not renewed each week', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> };
    const bundled = [...read('NOTICE').matchAll(/^(\S+) \d\S* \([^)]+\)$/gm)].map(([, name]) => name);
    const pinned = bundled.filter((name) => /^\d/.test(devDependencies[name] ?? ''));
    expect(pinned).toContain('@platformatic/kafka');
    const [npm] = updates.filter((update) => update['package-ecosystem'] === 'npm') as unknown as [
      { allow: readonly { 'dependency-name': string }[] },
    ];
    expect(npm.allow.map((allowed) => allowed['dependency-name'])).toEqual(expect.arrayContaining(pinned));
  });
});
