import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Progress } from '../../../local/process/progress';
import { Supervisor } from '../../../local/process/supervisor';
import { Examples } from './examples';
import { go } from './go';
import { packedHandlers } from './handlers';
import { java } from './java';
import type { Language } from './language';
import { LIBRARY } from './library';
import type { BindingsOptions, LanguageName } from './options';
import { makePackages } from './packages';
import { whatIsMissing } from './prerequisites';
import { python } from './python';
import { type LanguageResult, resultTable, totals } from './results';
import { runLanguage } from './run-language';
import { typescript } from './typescript';

const LANGUAGES: Readonly<Record<LanguageName, Language>> = { typescript, python, java, go };

/** Installs the example app in each language from the packed library, and compares what they would deploy. */
async function main(options: BindingsOptions): Promise<boolean> {
  const supervisor = new Supervisor().guardThisProcess();
  const progress = new Progress(process.stdout);
  const languages = options.languages.map((name) => LANGUAGES[name]);
  for (const { name, cache } of languages) progress.line(`${name}: kept between runs: ${cache}`);

  const results = await runAll(supervisor, progress, languages, options);
  const { passed, failed } = totals(results);
  progress.line(`\n${resultTable(results)}\n\n${passed} passed, ${failed} failed`);
  return failed === 0;
}

async function runAll(
  supervisor: Supervisor,
  progress: Progress,
  languages: readonly Language[],
  options: BindingsOptions,
): Promise<LanguageResult[]> {
  const workplace = supervisor.temporaryFolder();
  setEnvironment(join(workplace, 'tmp'));
  const dist = options.dist ?? join(workplace, 'dist');
  if (options.dist === undefined) {
    // Nothing is packed for a language whose tools are missing: it fails for that reason, and it alone.
    const names = languages.filter(({ tools }) => whatIsMissing(tools) === undefined).map(({ name }) => name);
    await makePackages(supervisor, progress, dist, names);
  }
  const run = {
    supervisor,
    progress,
    dist,
    workplace,
    cdkVersion: LIBRARY.devDependencies['aws-cdk-lib'],
    handlers: await packedHandlers(supervisor, dist, workplace),
    examples: await progress.step('translate the examples of the documentation', () => Examples.read(supervisor)),
  };
  const results: LanguageResult[] = [];
  for (const language of languages) results.push(await runLanguage(run, language));
  return results;
}

/**
 * Gives children a temporary folder that is deleted at the end, since they leave files behind, such as jsii's unpacked
 * libraries.
 */
function setEnvironment(temporary: string): void {
  mkdirSync(temporary);
  process.env.TMPDIR = temporary;
  process.env.JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION = '20';
}

main(JSON.parse(process.argv[2])).then(
  (passed) => process.exit(passed ? 0 : 1),
  (error: Error) => {
    process.stdout.write(`bindings: FAILED, ${error.message}\n\n0 passed, 1 failed\n`);
    process.exit(1);
  },
);
