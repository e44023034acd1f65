import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../local/process/command';
import { REPOSITORY } from '../local/process/places';
import type { Progress } from '../local/process/progress';
import type { Supervisor } from '../local/process/supervisor';
import { type Interfaces, readInterfaces } from './api/interfaces';
import { problemsOfSite } from './check';
import { Sources } from './pages/sources';
import { stage } from './pages/stage';
import { BASE, OUTPUT, SITE } from './places';
import { type Snippet, snippetsOf } from './snippets/blocks';
import { Names } from './snippets/names';
import { translationMarkup } from './snippets/show';
import { type Translation, translate } from './snippets/translate';

/** Builds the site from the pages of the repository and from what jsii made of `src/`. */
export async function buildSite(supervisor: Supervisor, progress: Progress): Promise<void> {
  if (isStale()) {
    await progress.step('compile the constructs', () => npx(supervisor, 'projen', 'compile'));
  }
  const sources = new Sources();
  const interfaces = await progress.step('read the interface', readInterfaces);
  const translations = await progress.step(
    'translate the examples',
    async () => translateSite(supervisor, sources, interfaces),
    (all) => `${all.length} blocks of TypeScript`,
  );
  for (const { snippet, missing } of translations) {
    for (const [language, reason] of Object.entries(missing)) {
      progress.line(`          ${snippet.place} is not shown in ${language}, because of ${reason}`);
    }
  }
  await progress.step(
    'write the pages',
    async () => stage(sources, interfaces, finder(translations)),
    (pages) => `${pages} pages`,
  );
  await progress.step('build the site', () => npx(supervisor, 'vitepress', 'build', SITE));
  await progress.step('follow all links', async () => {
    const problems = problemsOfSite(OUTPUT, BASE);
    if (problems.length > 0) throw new Error(`the site has dead links:\n${problems.join('\n')}`);
  });
}

/** The examples of the whole site in all languages. */
export function translateSite(supervisor: Supervisor, sources: Sources, interfaces: Interfaces): Translation[] {
  return translate(supervisor, snippetsOfSite(sources, interfaces), new Names(interfaces.assembly.system));
}

/** All blocks: those of the pages, and the examples of docstrings. */
function snippetsOfSite(sources: Sources, { reference }: Interfaces): Snippet[] {
  const snippets = [...sources.pages.keys()].flatMap((page) =>
    snippetsOf(page, readFileSync(join(REPOSITORY, page), 'utf8')),
  );
  const visit = (value: unknown, id: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const { id: own = id, docs } = value as { id?: string; docs?: { example?: string } };
    if (docs?.example !== undefined) snippets.push({ place: own, code: docs.example });
    for (const inner of Object.values(value)) visit(inner, own);
  };
  visit(reference, '');
  return snippets;
}

function finder(translations: readonly Translation[]): (snippet: Snippet) => string {
  const byCode = new Map(translations.map((translation) => [translation.snippet.code, translation]));
  return (snippet) => {
    const translation = byCode.get(snippet.code);
    if (translation === undefined) throw new Error(`${snippet.place} has not been translated`);
    return translationMarkup(translation);
  };
}

async function npx(supervisor: Supervisor, ...command: string[]): Promise<void> {
  await runCommand(supervisor, 'npx', ['--no-install', ...command], {
    failure: `could not run ${command[0]}`,
    cwd: REPOSITORY,
  });
}

/** Tells whether a source is newer than the assembly that jsii made of all sources. */
function isStale(): boolean {
  const assembly = join(REPOSITORY, '.jsii');
  if (!existsSync(assembly) || !existsSync(join(REPOSITORY, 'lib', 'index.d.ts'))) return true;
  const made = statSync(assembly).mtimeMs;
  return readdirSync(join(REPOSITORY, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .some((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs > made);
}
