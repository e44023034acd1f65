import { posix } from 'node:path';
import type { ApiGroup } from '../api/pages';
import type { Sources } from './sources';

export interface MenuItem {
  readonly text: string;
  readonly link?: string;
  readonly items?: MenuItem[];
  readonly collapsed?: boolean;
}

const LINK = /\[[^\]]*\]\(([^)\s]+)\)/g;
/** The heading for pages that docs/README.md does not name, if no other heading has pages of their folder. */
const OF_THE_PROJECT = 'The project';

/**
 * The menu beside the pages, as docs/README.md sorts them. A page that it does not name yet comes behind those of its
 * folder, so that no page is out of reach.
 */
export function menu(sources: Sources, overview: string, titleOf: (path: string) => string): MenuItem[] {
  const sections = overview.split(/^## /m).map((text, index) => ({
    title: index === 0 ? 'Start' : text.slice(0, text.indexOf('\n')),
    pages: [...text.matchAll(LINK)]
      .map(([, link]) => posix.join('docs', link.split('#')[0]))
      .filter((path) => path.startsWith('docs/'))
      .flatMap((path) => pagesBehind(sources, path)),
  }));
  sections[0].pages.unshift('docs/README.md');
  sections.push({ title: OF_THE_PROJECT, pages: [] });

  const named = new Set(sections.flatMap(({ pages }) => pages));
  for (const page of sources.pages.keys()) {
    if (named.has(page) || page === 'README.md' || posix.basename(page) === 'README.md') continue;
    const folder = posix.dirname(page);
    const section = sections.find(
      ({ pages }) => folder !== 'docs' && pages.some((other) => posix.dirname(other) === folder),
    );
    (section ?? sections[sections.length - 1]).pages.push(page);
  }
  const seen = new Set<string>();
  return sections
    .map(({ title, pages }) => ({ title, pages: pages.filter((page) => !seen.has(page) && seen.add(page)) }))
    .filter(({ pages }) => pages.length > 0)
    .map(({ title, pages }) => ({ text: title, collapsed: false, items: nested(sources, pages, titleOf) }));
}

/** The page that a link leads to; a folder stands for its pages, its own first. */
function pagesBehind(sources: Sources, path: string): string[] {
  if (sources.pages.has(path)) {
    return posix.basename(path) === 'README.md' && path !== 'docs/README.md'
      ? [path, ...inFolder(sources, posix.dirname(path)).filter((page) => page !== path)]
      : [path];
  }
  return inFolder(sources, path);
}

function inFolder(sources: Sources, folder: string): string[] {
  return [...sources.pages.keys()].filter((page) => posix.dirname(page) === folder);
}

/** The pages of a folder with a README.md are items below it. */
function nested(sources: Sources, pages: readonly string[], titleOf: (path: string) => string): MenuItem[] {
  const item = (page: string): MenuItem => ({ text: titleOf(page), link: linkTo(sources, page) });
  const heads = pages.filter((page) => posix.basename(page) === 'README.md' && page !== 'docs/README.md');
  return pages.flatMap((page) => {
    if (heads.some((head) => head !== page && posix.dirname(head) === posix.dirname(page))) return [];
    if (!heads.includes(page)) return [item(page)];
    const below = pages.filter((other) => other !== page && posix.dirname(other) === posix.dirname(page));
    return [{ ...item(page), collapsed: true, items: below.map(item) }];
  });
}

function linkTo(sources: Sources, page: string): string {
  return `/${sources.pages.get(page)?.replace(/(index)?\.md$/, '')}`;
}

/** The menu of the reference. */
export function apiMenu(groups: readonly ApiGroup[]): MenuItem[] {
  return [
    { text: 'All types', link: '/api/' },
    ...groups.map(({ title, types }) => ({
      text: title,
      collapsed: false,
      items: types.map(({ displayName }) => ({ text: displayName, link: `/api/${displayName}` })),
    })),
  ];
}
