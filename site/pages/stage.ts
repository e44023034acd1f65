import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { REPOSITORY } from '../../local/process/places';
import type { Interfaces } from '../api/interfaces';
import { type ApiGroup, apiGroups, apiPages } from '../api/pages';
import { NAVIGATION, PAGES } from '../places';
import { replaceSnippets, type Snippet } from '../snippets/blocks';
import { homePage } from './home';
import { Links } from './links';
import { apiMenu, menu } from './navigation';
import type { Sources } from './sources';

/** Shows a block of TypeScript with its translations. */
export type ShowSnippet = (snippet: Snippet) => string;

/** Writes the pages as the generator takes them, with their menus; returns how many there are. */
export function stage(sources: Sources, interfaces: Interfaces, show: ShowSnippet): number {
  rmSync(PAGES, { recursive: true, force: true });
  for (const [path, place] of sources.pages) write(place, stagedPage(sources, path, show));
  for (const folder of sources.folders) write(sources.pageOf(folder) as string, listOf(sources, folder));
  const api = apiPages(interfaces, (code, id) => show({ place: id, code }));
  for (const [name, page] of api) write(`api/${name}`, `---\neditLink: false\n---\n\n${page}`);
  for (const [path, place] of sources.files) copy(path, place);
  writeFileSync(NAVIGATION, JSON.stringify(menus(sources, apiGroups(interfaces))));
  return sources.pages.size + sources.folders.length + api.size;
}

function stagedPage(sources: Sources, path: string, show: ShowSnippet): string {
  const text = replaceSnippets(path, new Links(sources, path).rewritten(textOf(path)), show);
  return path === 'README.md' ? homePage(text) : `---\nsource: ${path}\n---\n\n${text}`;
}

function menus(sources: Sources, groups: readonly ApiGroup[]) {
  return { pages: menu(sources, textOf('docs/README.md'), titleOf), api: apiMenu(groups) };
}

/** A folder's pages by their titles: what GitHub shows where there is no README.md. */
function listOf(sources: Sources, folder: string): string {
  const name = posix.basename(folder);
  const pages = [...sources.pages.keys()].filter((page) => posix.dirname(page) === folder);
  const lines = pages.map((page) => `- [${titleOf(page)}](./${posix.basename(page)})`);
  return `---\neditLink: false\n---\n\n# ${name[0].toUpperCase()}${name.slice(1)}\n\n${lines.join('\n')}\n`;
}

/** The first heading of a page. */
function titleOf(path: string): string {
  const [, title] = /^# (.+)$/m.exec(textOf(path)) ?? [];
  if (title === undefined) throw new Error(`${path} has no heading: the menu takes its title from there`);
  return title.replace(/`/g, '');
}

function textOf(path: string): string {
  return readFileSync(join(REPOSITORY, path), 'utf8');
}

function write(place: string, text: string): void {
  const file = join(PAGES, place);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Images, and the pages that are none of the generator's, are taken as they are. */
function copy(path: string, place: string): void {
  cpSync(join(REPOSITORY, path), join(PAGES, 'public', place));
}
