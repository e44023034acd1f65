import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

const REFERENCE = /\s(?:href|src)="([^"]+)"/g;
const REFERENCES = /\ssrcset="([^"]+)"/g;
const ID = /\sid="([^"]+)"/g;

/**
 * Finds the faults of a built site: links and images that lead nowhere, and whatever would be fetched from another
 * host.
 */
export function problemsOfSite(folder: string, base: string): string[] {
  const pages = (readdirSync(folder, { recursive: true }) as string[]).filter((path) => path.endsWith('.html')).sort();
  const texts = new Map(pages.map((page) => [page, readFileSync(join(folder, page), 'utf8')]));
  const ids = new Map([...texts].map(([page, text]) => [page, new Set([...text.matchAll(ID)].map(([, id]) => id))]));
  return pages.flatMap((page) => {
    const text = texts.get(page) as string;
    const links = new Set([
      ...[...text.matchAll(REFERENCE)].map(([, link]) => link),
      ...[...text.matchAll(REFERENCES)].flatMap(([, links]) =>
        links.split(',').map((link) => link.trim().split(' ')[0]),
      ),
    ]);
    const dead = [...links].filter((link) => !leadsSomewhere(folder, base, page, unescaped(link), ids));
    const foreign = [...text.matchAll(/<(?:img|script|source|iframe)\b[^>]*\s(?:src|srcset)="(https?:[^"]+)"/g)];
    return [
      ...dead.map((link) => `${page}: ${link} leads nowhere`),
      ...foreign.map(([, link]) => `${page}: ${link} would be fetched from somewhere else`),
    ];
  });
}

function leadsSomewhere(
  folder: string,
  base: string,
  page: string,
  link: string,
  ids: ReadonlyMap<string, ReadonlySet<string>>,
): boolean {
  if (/^([a-z]+:|\/\/)/.test(link)) return true;
  const [path, anchor] = link.split('#');
  if (path.startsWith('/') && !path.startsWith(base)) return false;
  const wanted = decodeURIComponent(path.startsWith('/') ? path.slice(base.length) : posix.join(dirname(page), path));
  const target = path === '' ? page : fileOf(folder, wanted);
  if (target === undefined) return false;
  return !anchor || !ids.has(target) || ids.get(target)?.has(decodeURIComponent(anchor)) === true;
}

/** The file that a server hands out for a path: a folder has a first page. */
function fileOf(folder: string, path: string): string | undefined {
  const candidates = [path, `${path}.html`, posix.join(path, 'index.html')];
  return candidates.find((candidate) => {
    const file = join(folder, candidate);
    return existsSync(file) && statSync(file).isFile();
  });
}

function unescaped(text: string): string {
  return text.replace(/&amp;/g, '&');
}
