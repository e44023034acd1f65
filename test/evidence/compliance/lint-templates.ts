/**
 * Looks at the template of every construct with cfn-lint, which knows the resources of Amazon S3 Files, and with checkov,
 * which knows what is thought to be safe. The first run installs both into a cache.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runCommand } from '../../../local/process/command';
import { REPOSITORY } from '../../../local/process/places';
import { Progress } from '../../../local/process/progress';
import { Supervisor } from '../../../local/process/supervisor';
import { CFN_LINT, runCfnLint } from './cfn-lint-command';
import { CFN_LINT_EXCEPTIONS } from './cfn-lint-exceptions';
import { type LintFinding, parseFindings } from './cfn-lint-findings';
import { type LintedTemplate, lintReport } from './cfn-lint-report';
import { CHECKOV, runCheckov } from './checkov-command';
import { CHECKOV_EXCEPTIONS } from './checkov-exceptions';
import { parseCheckov } from './checkov-findings';
import { unusedExceptions } from './exceptions';

async function main(): Promise<boolean> {
  const supervisor = new Supervisor().guardThisProcess();
  const progress = new Progress(process.stdout);
  for (const tool of [CFN_LINT, CHECKOV]) {
    const lacking = tool.whatIsLacking();
    if (lacking !== undefined) throw new Error(lacking);
    await progress.step(`${tool.requirement} in the cache`, () => tool.install(supervisor));
  }

  const folder = supervisor.temporaryFolder();
  const templates = await progress.step('templates synthesized', () => synthesize(supervisor, folder), count);
  const found = (findings: readonly LintFinding[]) => `${findings.length} findings`;
  const ofCheckov = await progress.step(
    'checkov',
    async () => parseCheckov(await runCheckov(supervisor, folder), folder),
    found,
  );
  const canary = writeCanary(folder);
  const files = [...templates.map(({ file }) => file), canary];
  const ofCfnLint = await progress.step(
    'cfn-lint',
    async () => parseFindings(await runCfnLint(supervisor, files)),
    found,
  );

  const exceptions = [...CFN_LINT_EXCEPTIONS, ...CHECKOV_EXCEPTIONS];
  const findings = [...ofCfnLint, ...ofCheckov];
  const { text, passed, failed } = lintReport(templates, findings, exceptions);
  const problems = [
    ...unusedExceptions(findings, exceptions).map((unused) => `the exception ${unused} is not needed: take it out`),
    ...(ofCfnLint.some(({ template, level }) => template === canary && level === 'Error')
      ? []
      : [
          `${CFN_LINT.requirement} does not see a wrong value in a resource of Amazon S3 Files: what it passes says nothing`,
        ]),
  ];
  progress.line(['', text, ...problems, '', `${passed} passed, ${failed + problems.length} failed`].join('\n'));
  return failed + problems.length === 0;
}

/** Synthesizes in a process of its own, in which the example app's import of the library leads to the sources. */
async function synthesize(supervisor: Supervisor, folder: string): Promise<LintedTemplate[]> {
  const tsx = pathToFileURL(require.resolve('tsx')).href;
  const output = await runCommand(
    supervisor,
    process.execPath,
    ['--import', tsx, join(__dirname, 'synthesize.ts'), folder],
    {
      failure: 'could not synthesize the templates',
      cwd: REPOSITORY,
      env: {
        ...process.env,
        TSX_TSCONFIG_PATH: join(REPOSITORY, 'test', 'tsconfig.json'),
        CDK_VALIDATION: 'false', // takes seconds for each app, and cfn-lint does it here
        JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
      },
    },
  );
  const names: readonly string[] = JSON.parse(output);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.template.json'))
    .sort((one, other) => one.localeCompare(other, 'en', { numeric: true }))
    .map((path) => ({ file: join(folder, path), name: names[Number(path.split(sep)[0])] }));
}

const count = (templates: readonly LintedTemplate[]) => `${templates.length}`;

/** A template that is wrong, so that a cfn-lint that knows nothing of the service cannot pass. */
function writeCanary(folder: string): string {
  const file = join(folder, 'canary.template.json');
  const properties = {
    FileSystemId: 'fs-0123456789abcdef0',
    SubnetId: 'subnet-0123456789abcdef0',
    IpAddressType: 'IPV5',
  };
  writeFileSync(
    file,
    JSON.stringify({ Resources: { Canary: { Type: 'AWS::S3Files::MountTarget', Properties: properties } } }),
  );
  return file;
}

main().then(
  (passed) => process.exit(passed ? 0 : 1),
  (error: Error) => {
    process.stdout.write(`templates: FAILED, ${error.message}\n\n0 passed, 1 failed\n`);
    process.exit(1);
  },
);
