import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { REPOSITORY } from '../../../local/process/places';

const FOLDERS = ['bench', 'docs', 'examples', 'local', 'test'];
const NOT_OURS = /(^|\/)(node_modules|cdk\.out|\.venv|target)\//;

/** The repository's pages, by their paths. API.md is left out, since it is generated. */
const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'CODE_OF_CONDUCT.md',
  'SECURITY.md',
  ...FOLDERS.filter((folder) => existsSync(join(REPOSITORY, folder))).flatMap((folder) =>
    (readdirSync(join(REPOSITORY, folder), { recursive: true }) as string[])
      .filter((path) => path.endsWith('.md') && !NOT_OURS.test(path))
      .map((path) => join(folder, path)),
  ),
];

/** The page's text without its blocks of code. */
function proseOf(page: string): string {
  return readFileSync(join(REPOSITORY, page), 'utf8').replace(/^```.*?^```$/gms, '');
}

/** The anchors that GitHub gives to the headings of a page. */
function anchorsOf(page: string): string[] {
  return [...proseOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
}

const IN_REPOSITORY =
  /^https:\/\/(?:github\.com\/cdk-s3files\/cdk-s3files\/(?:blob|tree)|raw\.githubusercontent\.com\/cdk-s3files\/cdk-s3files)\/main\//;

function linksOf(page: string): string[] {
  return [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
}

/** The links of a page into this repository that lead nowhere. */
function brokenLinks(page: string): string[] {
  return linksOf(page).filter((link) =>
    IN_REPOSITORY.test(link)
      ? !leadsSomewhere('', link.replace(IN_REPOSITORY, ''))
      : !/^[a-z]+:/.test(link) && !leadsSomewhere(page, link),
  );
}

function leadsSomewhere(page: string, link: string): boolean {
  const [path, anchor] = link.split('#');
  const target = path === '' ? page : join(dirname(page), decodeURIComponent(path));
  if (!existsSync(join(REPOSITORY, target))) return false;
  return anchor === undefined || statSync(join(REPOSITORY, target)).isDirectory() || anchorsOf(target).includes(anchor);
}

test.each(PAGES)('all links of %s into the repository lead somewhere', (page) => {
  expect(brokenLinks(page)).toEqual([]);
});

test('the README, which package registries show without the repository around it, has no relative link', () => {
  const page = readFileSync(join(REPOSITORY, 'README.md'), 'utf8');
  expect(linksOf('README.md').filter((link) => !/^(https:|#)/.test(link))).toEqual([]);
  expect(page).not.toMatch(/(src|srcset|href)="(?!https:)/);
});
