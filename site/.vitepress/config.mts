import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitepress';
import { anchorOf } from '../pages/anchors';
import type { MenuItem } from '../pages/navigation';
import { searchable } from '../snippets/show';

// Not by ../places: the generator bundles this file with what it imports, which would look for the repository from here.
const MENUS = new URL('../.pages/navigation.json', import.meta.url);
const menus = JSON.parse(readFileSync(MENUS, 'utf8')) as Record<'pages' | 'api', MenuItem[]>;

/** A file, in the colour of the brand. */
const ICON = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#3451b2" d="M3 1h7l3 3v11H3z"/><path stroke="#fff" d="M5 7h6M5 9.5h6M5 12h4"/></svg>')}`;

/** A script that runs before anything is drawn, so that no page shows one language and then another. */
const CHOOSE_LANGUAGE = `document.documentElement.dataset.language = localStorage.getItem('cdk-s3files-language') || 'typescript'`;

export default defineConfig({
  title: 'cdk-s3files',
  description: 'AWS CDK constructs: Kafka topics as files on Amazon S3 Files, and back to Kafka',
  lang: 'en',
  base: '/cdk-s3files/',
  srcDir: '.pages',
  outDir: '../docs-site',
  cacheDir: '../node_modules/.cache/cdk-s3files/site',
  head: [
    ['link', { rel: 'icon', href: ICON }],
    ['script', {}, CHOOSE_LANGUAGE],
  ],
  markdown: { anchor: { slugify: anchorOf } },
  themeConfig: {
    nav: [
      { text: 'Documentation', link: '/documentation' },
      { text: 'API', link: '/api/' },
      { text: 'Changes', link: '/project/changelog' },
    ],
    sidebar: { '/api/': menus.api, '/': menus.pages },
    outline: [2, 3],
    search: {
      provider: 'local',
      options: {
        _render: (source, env, markdown) => markdown.render(searchable(source), env),
      },
    },
    socialLinks: [{ icon: 'github', link: 'https://github.com/cdk-s3files/cdk-s3files' }],
    editLink: {
      // Runs in the browser: it may use nothing from here.
      pattern: ({ frontmatter }) => `https://github.com/cdk-s3files/cdk-s3files/edit/main/${frontmatter.source}`,
      text: 'Edit this page',
    },
    externalLinkIcon: false,
  },
});
