import { readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { REPOSITORY } from '../../local/process/places';

/** Pages at the root of the repository that the site has too, by the file there. */
const AT_ROOT: Readonly<Record<string, string>> = {
  'README.md': 'index.md',
  'CHANGELOG.md': 'project/changelog.md',
  'CONTRIBUTING.md': 'project/contributing.md',
  'CODE_OF_CONDUCT.md': 'project/code-of-conduct.md',
  'SECURITY.md': 'project/security.md',
};

/** The files beside the pages that pages show or link to. */
const FILES = /\.(svg|png|html)$/;

/** The pages and files of the repository that the site is made of, each with its place there. */
export class Sources {
  readonly pages: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, string>;

  constructor() {
    const docs = (readdirSync(join(REPOSITORY, 'docs'), { recursive: true }) as string[]).sort();
    this.pages = new Map([
      ...Object.entries(AT_ROOT),
      ...docs.filter((path) => path.endsWith('.md')).map((path): [string, string] => [`docs/${path}`, placeOf(path)]),
    ]);
    this.files = new Map(docs.filter((path) => FILES.test(path)).map((path) => [`docs/${path}`, path]));
  }

  /** The folders of docs/ that have pages and no README.md, which GitHub lists and the site must list itself. */
  get folders(): string[] {
    const folders = new Set([...this.pages.keys()].map((path) => posix.dirname(path)));
    return [...folders].filter((path) => path.startsWith('docs/') && !this.pages.has(`${path}/README.md`));
  }

  /** The page of the site for a path of the repository; undefined where it has none. */
  pageOf(path: string): string | undefined {
    if (path === 'API.md') return 'api/index.md';
    const folder = path.replace(/\/$/, '');
    if (this.folders.includes(folder)) return `${folder.replace(/^docs\//, '')}/index.md`;
    return this.pages.get(folder) ?? this.pages.get(`${folder}/README.md`);
  }
}

/** The README.md of docs/ is the overview, since the site's own first page is that of the repository. */
function placeOf(path: string): string {
  if (path === 'README.md') return 'documentation.md';
  return path.replace(/(^|\/)README\.md$/, '$1index.md');
}
