import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Progress } from '../../../local/process/progress';
import type { Supervisor } from '../../../local/process/supervisor';
import { differences } from './assembly';
import { CONTEXTS, type ContextName, copyExample, synthesize } from './example';
import { assembledHandlers, type HandlerHashes, UNPACKED } from './handlers';
import type { Language } from './language';
import { REFERENCE } from './options';
import { whatIsMissing } from './prerequisites';
import { LanguageResult } from './results';

/** What all languages share in a run. */
export interface Run {
  readonly supervisor: Supervisor;
  readonly progress: Progress;
  readonly dist: string;
  readonly cdkVersion: string;
  readonly handlers: HandlerHashes;
  /** Where examples are installed, and their assemblies written. */
  readonly workplace: string;
}

const CONTEXT_NAMES = Object.keys(CONTEXTS) as ContextName[];
export const SYNTHS = CONTEXT_NAMES.length;

/** Only here the replayer's variables are all literals, which finding its code asks for. */
const CONTEXT_OF_HANDLERS: ContextName = 'with context';

/** Installs the example in one language, synthesizes it and compares it; a failure ends this language alone. */
export async function runLanguage(run: Run, language: Language): Promise<LanguageResult> {
  const result = new LanguageResult(language.name);
  try {
    const missing = whatIsMissing(language.tools);
    if (missing !== undefined) throw new Error(missing);
    const folder = join(run.workplace, language.name);
    const environment = await install(run, language, folder, result);
    await checkPages(run, language, result);
    for (const context of CONTEXT_NAMES)
      await synthesizeAndCompare(run, language, folder, environment, context, result);
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

  if (name !== REFERENCE) {
    const found = differences(assemblyFolder(run, REFERENCE, context), output);
    for (const difference of found) run.progress.line(`${name} ${context}: ${difference}`);
    result.compared(found.length === 0);
  }
  if (context === CONTEXT_OF_HANDLERS) checkHandlers(run, name, output, result);
}

function checkHandlers({ progress, handlers }: Run, name: string, output: string, result: LanguageResult): void {
  const assembled = assembledHandlers(output);
  const changed = (['ingest', 'replayer'] as const).filter((handler) => assembled[handler] !== handlers[handler]);
  for (const handler of changed) progress.line(`${name}: the ${handler} handler's bundle is not the packed one`);
  result.check(changed.length === 0);
}

function assemblyFolder({ workplace }: Run, language: string, context: ContextName): string {
  return join(workplace, 'assemblies', context.replace(' ', '-'), language);
}

async function timed<T>(progress: Progress, title: string, work: () => Promise<T>): Promise<[T, number]> {
  const startedAt = progress.seconds;
  const elapsed = () => progress.seconds - startedAt;
  const done = await progress.step(title, work, () => `${elapsed().toFixed(1)} s`);
  return [done, elapsed()];
}
