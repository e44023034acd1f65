import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Progress } from '../../../local/process/progress';
import type { Supervisor } from '../../../local/process/supervisor';
import { examplesOf, synthesisOf } from '../examples/apps';
import { differences } from './assembly';
import { CONTEXTS, type ContextName, copyExample, synthesize, synthesizeApps } from './example';
import type { Examples } from './examples';
import { assembledHandlers, type HandlerHashes, UNPACKED } from './handlers';
import type { Language } from './language';
import { type LanguageName, REFERENCE } from './options';
import { whatIsMissing } from './prerequisites';
import { LanguageResult } from './results';

/** The things that all languages share in a run. */
export interface Run {
  readonly supervisor: Supervisor;
  readonly progress: Progress;
  readonly dist: string;
  readonly cdkVersion: string;
  readonly handlers: HandlerHashes;
  readonly examples: Examples;
  /** The folder in which examples are installed, and to which their assemblies are written. */
  readonly workplace: string;
}

const CONTEXT_NAMES = Object.keys(CONTEXTS) as ContextName[];

/** The context in which the handlers' code is found: only there all variables of the replayer are literals. */
const CONTEXT_OF_HANDLERS: ContextName = 'with context';

/** Installs the demo in one language, synthesizes it and the examples by task, and compares them; a failure ends this language alone. */
export async function runLanguage(run: Run, language: Language): Promise<LanguageResult> {
  const tasks = examplesOf(language.name).map(({ task }) => task);
  const result = new LanguageResult(language.name, CONTEXT_NAMES.length + tasks.length);
  try {
    const missing = whatIsMissing(language.tools);
    if (missing !== undefined) throw new Error(missing);
    const folder = join(run.workplace, language.name);
    const environment = await install(run, language, folder, result);
    await checkPages(run, language, result);
    await checkExamples(run, language, folder, environment, result);
    for (const context of CONTEXT_NAMES)
      await synthesizeAndCompare(run, language, folder, environment, context, result);
    if (tasks.length > 0) await synthesizeTasks(run, language, folder, environment, tasks, result);
  } catch (error) {
    result.check(false);
    run.progress.line(`${language.name}: FAILED, ${(error as Error).message}`);
  }
  return result;
}

async function install(run: Run, language: Language, folder: string, result: LanguageResult) {
  const { supervisor, dist, cdkVersion } = run;
  await copyExample(language.name, folder);
  const [environment, seconds] = await timed(run.progress, `${language.name}: install and build`, () =>
    language.install({ supervisor, folder, dist, cdkVersion }),
  );
  result.installSeconds = seconds;
  result.check(true);
  return environment;
}

async function checkPages({ progress, ...run }: Run, language: Language, result: LanguageResult): Promise<void> {
  const problems = await language.problemsOfPages?.({ ...run, unpacked: join(run.workplace, UNPACKED) });
  if (problems === undefined) return;
  for (const problem of problems) progress.line(`${language.name}: ${problem}`);
  result.check(problems.length === 0);
}

async function checkExamples(
  { progress, examples, supervisor, dist, cdkVersion }: Run,
  language: Language,
  folder: string,
  environment: NodeJS.ProcessEnv,
  result: LanguageResult,
): Promise<void> {
  if (language.problemsOfExamples === undefined) return;
  const at = { supervisor, dist, cdkVersion, folder, environment };
  const [problems] = await timed(
    progress,
    `${language.name}: compile the examples of the documentation`,
    async () => (await language.problemsOfExamples?.(examples, at)) ?? [],
  );
  for (const problem of problems) progress.line(`${language.name}: ${problem}`);
  result.check(problems.length === 0);
}

async function synthesizeAndCompare(
  run: Run,
  { name }: Language,
  folder: string,
  environment: NodeJS.ProcessEnv,
  context: ContextName,
  result: LanguageResult,
): Promise<void> {
  const output = assemblyFolder(run, name, context);
  await mkdir(output, { recursive: true });
  const [, seconds] = await timed(run.progress, `${name}: synthesize ${context}`, () =>
    synthesize(run.supervisor, folder, environment, CONTEXTS[context], output),
  );
  result.synthSeconds.push(seconds);

  result.check(true);

  compare(run, name, context, result);
  if (context === CONTEXT_OF_HANDLERS) checkHandlers(run, name, output, result);
}

/** The examples by task need what the demo needs, and are put where they find it: each has a folder within the demo's. */
async function synthesizeTasks(
  run: Run,
  { name, synthesizeApps: command }: Language,
  folder: string,
  environment: NodeJS.ProcessEnv,
  tasks: readonly string[],
  result: LanguageResult,
): Promise<void> {
  if (command === undefined) throw new Error(`no command synthesizes ${tasks.join(', ')}: add it to the language`);
  const copies = tasks.map((task) => ({ task, to: join(folder, 'by-task', task) }));
  for (const { task, to } of copies) await copyExample(name, to, task);
  const apps = copies.map(({ task, to }) => synthesisOf(to, assemblyFolder(run, name, task)));
  const [, seconds] = await timed(run.progress, `${name}: synthesize ${tasks.length} examples by task`, () =>
    synthesizeApps(run.supervisor, command, folder, environment, apps),
  );
  result.synthSeconds.push(seconds);
  result.check(true);
  for (const task of tasks) compare(run, name, task, result);
}

/** Compares an assembly with the one of the reference. */
function compare(run: Run, language: LanguageName, assembly: string, result: LanguageResult): void {
  if (language === REFERENCE) return;
  const found = differences(assemblyFolder(run, REFERENCE, assembly), assemblyFolder(run, language, assembly));
  for (const difference of found) run.progress.line(`${language} ${assembly}: ${difference}`);
  result.compared(found.length === 0);
}

function checkHandlers({ progress, handlers }: Run, name: string, output: string, result: LanguageResult): void {
  const assembled = assembledHandlers(output);
  const changed = (['ingest', 'replayer'] as const).filter((handler) => assembled[handler] !== handlers[handler]);
  for (const handler of changed) progress.line(`${name}: the ${handler} handler's bundle is not the packed one`);
  result.check(changed.length === 0);
}

/** @param name a context of the demo, or a task */
function assemblyFolder({ workplace }: Run, language: string, name: string): string {
  return join(workplace, 'assemblies', name.replace(' ', '-'), language);
}

async function timed<T>(progress: Progress, title: string, work: () => Promise<T>): Promise<[T, number]> {
  const startedAt = progress.seconds;
  const elapsed = () => progress.seconds - startedAt;
  const done = await progress.step(title, work, () => `${elapsed().toFixed(1)} s`);
  return [done, elapsed()];
}
