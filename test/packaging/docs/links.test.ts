import { brokenLinks, relativeLinks } from './page-links';
import { PAGES, textOf } from './pages';

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
