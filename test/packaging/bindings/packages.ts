import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../../local/process/command';
import { REPOSITORY } from '../../../local/process/places';
import type { Progress } from '../../../local/process/progress';
import type { Supervisor } from '../../../local/process/supervisor';
import { LIBRARY } from './library';
import { LOCAL_REPOSITORY, QUICK_START, removePackedFromLocalRepository } from './maven';
import type { LanguageName } from './options';

const TARGETS: Readonly<Record<LanguageName, string>> = { typescript: 'js', python: 'python', java: 'java', go: 'go' };

/** Packs the library for the languages into a folder; what stands in `dist/` is left alone. */
export async function makePackages(
  supervisor: Supervisor,
  progress: Progress,
  folder: string,
  languages: readonly LanguageName[],
): Promise<void> {
  for (const task of ['compile', 'bundle']) {
    await progress.step(task, () => projen(supervisor, task));
  }
  await progress.step('translate the examples', () => translateExamples(supervisor));
  await mkdir(folder);
  await progress.step(`package for ${languages.join(', ')}`, () => pack(supervisor, folder, languages));
  removePackedFromLocalRepository(LIBRARY.version);
}

function projen(supervisor: Supervisor, task: string): Promise<string> {
  return runCommand(supervisor, 'npx', ['projen', task], { failure: `could not ${task} the library`, cwd: REPOSITORY });
}

/**
 * Translates the examples as the build does after it has compiled. Without these translations a package has the
 * examples of its docstrings in TypeScript. Those that have not changed are taken from the last ones.
 */
function translateExamples(supervisor: Supervisor): Promise<string> {
  const tablet = join(REPOSITORY, '.jsii.tabl.json');
  const last = existsSync(tablet) ? ['--cache-from', tablet] : [];
  return runCommand(
    supervisor,
    join(REPOSITORY, 'node_modules', '.bin', 'jsii-rosetta'),
    ['extract', '--strict', ...last],
    { failure: 'could not translate the examples', cwd: REPOSITORY },
  );
}

/**
 * Packs as the package tasks do, but for all languages at once. Published jars of documentation and sources take most
 * of a Java build's time, and no app needs them.
 */
function pack(supervisor: Supervisor, folder: string, languages: readonly LanguageName[]): Promise<string> {
  return runCommand(
    supervisor,
    join(REPOSITORY, 'node_modules', '.bin', 'jsii-pacmak'),
    [
      '--outdir',
      folder,
      '--no-npmignore',
      '--maven-local-repository',
      LOCAL_REPOSITORY,
      '--targets',
      ...languages.map((language) => TARGETS[language]),
    ],
    {
      failure: 'could not package the library',
      cwd: REPOSITORY,
      env: {
        ...process.env,
        MAVEN_OPTS: `${process.env.MAVEN_OPTS ?? ''} ${QUICK_START} -Dmaven.javadoc.skip=true -Dmaven.source.skip=true`,
      },
    },
  );
}
