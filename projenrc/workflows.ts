/** The workflows: what a change must pass, and the limits of those that projen writes. */
import { Component, github } from 'projen';

/** An expression that GitHub fills in. */
export function expression(code: string): string {
  return `\${{ ${code} }}`;
}

/** The versions of Node.js that CI runs on, the oldest first: that is what `engines` promises. */
export function addBuildWorkflow(gitHub: github.GitHub, nodeVersions: readonly string[]): void {
  const build = new github.GithubWorkflow(gitHub, 'build', {
    limitConcurrency: true,
    // A newer push of a pull request makes its older runs useless; on the main branch each commit keeps its own.
    concurrencyOptions: {
      group: `${expression('github.workflow')}-${expression('github.event.pull_request.number || github.sha')}`,
      cancelInProgress: true,
    },
  });
  build.on({ pullRequest: {}, push: { branches: ['main'] }, workflowDispatch: {} });
  build.addJob('build', {
    name: `Node.js ${expression('matrix.node')}`,
    runsOn: ['ubuntu-latest'],
    timeoutMinutes: 100, // .ci/run ends itself after 80
    permissions: { contents: github.workflows.JobPermission.READ },
    strategy: { failFast: false, matrix: { domain: { node: [...nodeVersions] } } },
    env: { CI: 'true' },
    steps: [
      { name: 'Checkout', uses: 'actions/checkout', with: { 'persist-credentials': false } },
      { name: 'Node.js', uses: 'actions/setup-node', with: { 'node-version': expression('matrix.node') } },
      { name: 'Java', uses: 'actions/setup-java', with: { distribution: 'corretto', 'java-version': '17' } },
      { name: 'Python', uses: 'actions/setup-python', with: { 'python-version': '3.11' } },
      { name: 'Go', uses: 'actions/setup-go', with: { 'go-version': 'stable' } },
      { name: 'Build and test', run: '.ci/run' },
    ],
  });
}

/** Publishes the documentation's site to GitHub Pages, when a maintainer starts it. */
export function addPagesWorkflow(gitHub: github.GitHub, nodeVersion: string): void {
  const pages = new github.GithubWorkflow(gitHub, 'pages', { limitConcurrency: true });
  pages.on({ workflowDispatch: {} });
  pages.addJob('build', {
    runsOn: ['ubuntu-latest'],
    timeoutMinutes: 20,
    permissions: { contents: github.workflows.JobPermission.READ },
    steps: [
      { name: 'Checkout', uses: 'actions/checkout', with: { 'persist-credentials': false } },
      { name: 'Node.js', uses: 'actions/setup-node', with: { 'node-version': nodeVersion } },
      { name: 'Install', run: 'npm ci' },
      { name: 'Build the site', run: 'npm run docs' },
      { name: 'Keep it', uses: 'actions/upload-pages-artifact', with: { path: 'docs-site' } },
    ],
  });
  pages.addJob('deploy', {
    needs: ['build'],
    runsOn: ['ubuntu-latest'],
    timeoutMinutes: 10,
    permissions: { pages: github.workflows.JobPermission.WRITE, idToken: github.workflows.JobPermission.WRITE },
    environment: 'github-pages',
    steps: [{ name: 'Publish it', uses: 'actions/deploy-pages' }],
  });
}

/**
 * The time limits of jobs, in minutes. Building a release runs all tests; publishing to a registry packs the library
 * anew.
 */
const TIMEOUTS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  release: {
    release: 100,
    release_github: 10,
    release_npm: 20,
    release_maven: 40,
    release_pypi: 20,
    release_nuget: 20,
    release_golang: 20,
  },
  'upgrade-main': { upgrade: 40, pr: 10 },
};

/** Bounds the workflows that projen writes, once it has decided on their jobs. */
export class BoundedWorkflows extends Component {
  public constructor(private readonly gitHub: github.GitHub) {
    super(gitHub.project);
  }

  public override preSynthesize(): void {
    for (const [name, jobs] of Object.entries(TIMEOUTS)) {
      const workflow = this.gitHub.tryFindWorkflow(name);
      if (workflow === undefined) throw new Error(`there is no workflow '${name}' to bound`);
      workflow.file?.addOverride('permissions', { contents: 'read' });
      workflow.file?.addOverride('concurrency.group', expression('github.workflow'));
      for (const [id, minutes] of Object.entries(jobs)) workflow.updateJob(id, bounded(workflow.getJob(id), minutes));
    }
  }
}

/**
 * Gives a job a time limit, and keeps its checkout from leaving a token to later steps. Without a limit a job that
 * hangs ends after six hours.
 */
function bounded(job: ReturnType<github.GithubWorkflow['getJob']>, timeoutMinutes: number): github.workflows.Job {
  if (!('steps' in job)) throw new Error('a job that uses another workflow has no limits of its own');
  const steps = job.steps.map((step) =>
    step.uses?.startsWith('actions/checkout')
      ? { ...step, with: { ...step.with, 'persist-credentials': false } }
      : step,
  );
  return { ...job, timeoutMinutes, steps };
}
