import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../../../local/process/places';

const FOLDERS = ['bench', 'docs', 'examples', 'local', 'test'];
const NOT_OURS = /(^|\/)(node_modules|cdk\.out|\.venv|target)\//;

/** The repository's pages, by their paths. API.md is left out, since it is generated. */
export const PAGES: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'CODE_OF_CONDUCT.md',
  'SECURITY.md',
  ...FOLDERS.filter((folder) => existsSync(join(REPOSITORY, folder))).flatMap((folder) =>
    (readdirSync(join(REPOSITORY, folder), { recursive: true }) as string[])
      .filter((path) => path.endsWith('.md') && !NOT_OURS.test(path))
      .map((path) => join(folder, path))
      .sort(),
  ),
];

export const textOf = (page: string) => readFileSync(join(REPOSITORY, page), 'utf8');

/** A block of code or of output of a page. */
export interface Block {
  readonly page: string;
  /** The page and the line at which the block begins. */
  readonly place: string;
  /** The first word behind the fence. */
  readonly language: string;
  /** The other words behind it. */
  readonly marks: string;
  /** The text, without the indent of a list that it stands in. */
  readonly code: string;
}

/** All blocks of a page. */
export function blocksOf(page: string, text = textOf(page)): Block[] {
  return [...text.matchAll(/^( *)```(\S*)([^\n]*)\n(.*?)^\1```$/gms)].map(
    ({ 1: indent = '', 2: language = '', 3: marks = '', 4: code = '', index }) => ({
      page,
      place: `${page}:${text.slice(0, index).split('\n').length}`,
      language,
      marks: marks.trim(),
      code: code.replace(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  );
}

/** All blocks of all pages. */
export const BLOCKS: readonly Block[] = PAGES.flatMap((page) => blocksOf(page));
