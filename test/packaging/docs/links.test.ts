import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../../../local/process/places';
import { brokenLinks, relativeLinks } from './page-links';

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

const textOf = (page: string) => readFileSync(join(REPOSITORY, page), 'utf8');

test.each(PAGES)('all links of %s into the repository lead somewhere', (page) => {
  expect(brokenLinks(textOf(page), page)).toEqual([]);
});

test('the README, which package registries show without the repository around it, has no relative link', () => {
  expect(relativeLinks(textOf('README.md'))).toEqual([]);
});

test.each([
  ['a page', '[x](docs/nothing.md)', 'docs/nothing.md'],
  ['an image', '![x](nothing.png)', 'nothing.png'],
  ['an anchor', '[x](README.md#nothing)', 'README.md#nothing'],
  ['what is outside', '[x](../README.md)', '../README.md'],
  [
    'a page of this repository by its address',
    '[x](https://github.com/cdk-s3files/cdk-s3files/blob/main/nothing.md)',
    'https://github.com/cdk-s3files/cdk-s3files/blob/main/nothing.md',
  ],
])('a link to %s that is not there is found', (_, text, link) => {
  expect(brokenLinks(text, 'README.md')).toEqual([link]);
});

test.each(['[x](docs/README.md)', '![x](pipeline.svg)', '<img src="pipeline.svg">', '<a href="docs">x</a>'])(
  '%s is a relative link',
  (text) => {
    expect(relativeLinks(text)).toHaveLength(1);
  },
);
