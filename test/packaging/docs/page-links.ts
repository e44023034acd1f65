import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { REPOSITORY } from '../../../local/process/places';

const IN_REPOSITORY =
  /^https:\/\/(?:github\.com\/cdk-s3files\/cdk-s3files\/(?:blob|tree)|raw\.githubusercontent\.com\/cdk-s3files\/cdk-s3files)\/main\//;

/** The text without its blocks of code. */
function proseOf(text: string): string {
  return text.replace(/^```.*?^```$/gms, '');
}

function linksOf(text: string): string[] {
  return [...proseOf(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
}

/** The links and images that lead nowhere where a page is shown without the repository around it, as registries do. */
export function relativeLinks(text: string): string[] {
  const attributes = [...text.matchAll(/\b(?:src|srcset|href)="([^"]+)"/g)].map(([, target]) => target);
  return [...linksOf(text), ...attributes].filter((link) => !/^(https:|#)/.test(link));
}

/**
 * The links of a text that lead nowhere: those into this repository, and relative ones.
 *
 * @param page the path of the page below the root, which relative links start from
 * @param root the folder that relative links must not leave; the repository unless it is given
 */
export function brokenLinks(text: string, page: string, root = REPOSITORY): string[] {
  return linksOf(text).filter((link) =>
    IN_REPOSITORY.test(link)
      ? !leadsSomewhere(REPOSITORY, '', link.replace(IN_REPOSITORY, ''))
      : !/^[a-z]+:/.test(link) && !leadsSomewhere(root, page, link),
  );
}

function leadsSomewhere(root: string, page: string, link: string): boolean {
  const [path, anchor] = link.split('#');
  const target = path === '' ? page : join(dirname(page), decodeURIComponent(path));
  if (target.startsWith('..') || !existsSync(join(root, target))) return false;
  return anchor === undefined || statSync(join(root, target)).isDirectory() || anchorsOf(root, target).has(anchor);
}

const known = new Map<string, ReadonlySet<string>>();

/** The anchors that GitHub gives to the headings of a page, and those that it sets itself. */
function anchorsOf(root: string, page: string): ReadonlySet<string> {
  const path = join(root, page);
  const anchors = known.get(path) ?? anchorsIn(readFileSync(path, 'utf8'));
  known.set(path, anchors);
  return anchors;
}

function anchorsIn(text: string): ReadonlySet<string> {
  const prose = proseOf(text);
  const headings = [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
  return new Set([...headings, ...[...prose.matchAll(/<a name="([^"]+)"/g)].map(([, name]) => name)]);
}
