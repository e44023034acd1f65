import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Browser } from '../../../local/browser/browser';
import { findBrowser } from '../../../local/browser/find-browser';
import type { Page, View } from '../../../local/browser/page';
import { runCommand } from '../../../local/process/command';
import { REPOSITORY } from '../../../local/process/places';
import { Supervisor } from '../../../local/process/supervisor';
import { problemsOfSite } from '../../../site/check';
import { BASE, OUTPUT } from '../../../site/places';
import { serveSite } from '../../../site/server';

const WIDE: View = { width: 1280, scheme: 'light' };
const supervisor = new Supervisor();
let printed: string;

beforeAll(async () => {
  printed = await runCommand(supervisor, 'npm', ['run', 'docs'], {
    failure: 'could not build the site',
    cwd: REPOSITORY,
  });
});
afterAll(() => supervisor.end());

function pageOf(path: string): string {
  return readFileSync(join(OUTPUT, path), 'utf8');
}

test('every page of docs/ is in the site, and the menu leads to it', () => {
  const pages = (readdirSync(join(REPOSITORY, 'docs'), { recursive: true }) as string[]).filter((path) =>
    path.endsWith('.md'),
  );
  const menu = pageOf('documentation.html');
  const places = pages.map((path) => (path === 'README.md' ? 'documentation' : path.replace(/README\.md$|\.md$/, '')));
  expect(
    places.filter((place) => !menu.includes(`href="${BASE}${place}${place.endsWith('/') ? '' : '.html'}"`)),
  ).toEqual([]);
});

test('every type of the library has a page', () => {
  const { types } = JSON.parse(readFileSync(join(REPOSITORY, '.jsii'), 'utf8')) as {
    types: Record<string, { name: string }>;
  };
  const pages = readdirSync(join(OUTPUT, 'api'));
  expect(Object.values(types).filter(({ name }) => !pages.includes(`${name}.html`))).toEqual([]);
  expect(Object.keys(types).length).toBeGreaterThan(50);
});

test('a block that cannot be translated is named, and is shown in TypeScript alone', () => {
  expect(printed).toMatch(/docs\/how-to\/come-from-the-demo\.md:\d+ is not shown in go, because of ArrowFunction/);
  expect(pageOf('how-to/come-from-the-demo.html')).toContain('class="languages has-typescript"');
});

describe('a site', () => {
  const problemsOf = (html: string) => {
    const folder = supervisor.temporaryFolder();
    mkdirSync(join(folder, 'a'));
    writeFileSync(join(folder, 'index.html'), html);
    writeFileSync(join(folder, 'a', 'page.html'), '<h2 id="here">Here</h2>');
    return problemsOfSite(folder, '/base/');
  };

  test('whose links all lead somewhere has no problem', () => {
    expect(
      problemsOf('<a href="/base/a/page.html#here"></a><a href="a/page"></a><a href="https://example.com"></a>'),
    ).toEqual([]);
  });

  test.each([
    ['a page that is not there', '<a href="/base/a/other.html"></a>'],
    ['a heading that is not there', '<a href="/base/a/page.html#there"></a>'],
    ['a heading of its own that is not there', '<a href="#there"></a>'],
    ['what is outside its folder', '<a href="/a/page.html"></a>'],
    ['an image that is not there', '<img alt="" src="./picture.png">'],
    ['one of two images that is not there', '<source srcset="/base/a/page.html 1x, /base/b.png 2x">'],
  ])('that leads to %s is refused', (_, html) => {
    expect(problemsOf(html)).toEqual([expect.stringMatching(/^index\.html: .* leads nowhere$/)]);
  });

  test('that shows an image of somebody else is refused', () => {
    expect(problemsOf('<img alt="" src="https://example.com/badge.svg">')).toEqual([
      'index.html: https://example.com/badge.svg would be fetched from somewhere else',
    ]);
  });
});

(findBrowser() === undefined ? describe.skip : describe)('in a browser (CHROME names one)', () => {
  let server: Server;
  let browser: Browser;
  let origin: string;

  beforeAll(async () => {
    server = serveSite(OUTPUT).listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = Browser.start(supervisor, findBrowser() as string);
  });
  afterAll(async () => {
    await browser.stop();
    server.close();
  });

  async function open(path: string, view = WIDE, page?: Page): Promise<Page> {
    const opened = page ?? (await browser.page(view));
    await opened.open(`${origin}${BASE}${path}`);
    await opened.until(`document.querySelector('#app')?.__vue_app__`); // its scripts have taken over
    return opened;
  }

  test.each([
    '',
    'documentation.html',
    'how-to/monitor.html',
    'evidence/permissions.html',
    'api/',
    'api/S3FilesReplayer.html',
  ])('the page %p has no errors, asks nobody else for anything, and fits a phone', async (path) => {
    const page = await open(path, { width: 400, scheme: 'dark' });
    await page.until('[...document.images].every((image) => image.complete)');
    expect(await page.run('document.documentElement.scrollWidth')).toBe(400);
    expect(
      await page.run('[...document.images].filter((image) => image.naturalWidth === 0).map(({ src }) => src)'),
    ).toEqual([]);
    expect(page.problems).toEqual([]);
    expect(page.requests.filter((url) => !url.startsWith(`${origin}/`) && !url.startsWith('data:'))).toEqual([]);
    expect(page.requests.length).toBeGreaterThan(1);
    await page.close();
  });

  test.each([
    ['a page', 'time that a drill', 'practise-a-restore'],
    ['a property of the interface', 'confineToAccessPoints', 'api/S3FilesFileSystem'],
  ])('the search finds %s', async (_, words, place) => {
    const page = await open('');
    await page.run(`document.querySelector('.VPNavBarSearch button').click()`);
    await page.until(`document.querySelector('#localsearch-input')`);
    await page.run(`(() => {
      const input = document.querySelector('#localsearch-input');
      input.value = ${JSON.stringify(words)};
      input.dispatchEvent(new Event('input', { bubbles: true }));
    })()`);
    await page.until(`document.querySelector('.VPLocalSearchBox a.result')`);
    expect(
      await page.run(`[...document.querySelectorAll('.VPLocalSearchBox a.result')].map(({ href }) => href)`),
    ).toContainEqual(expect.stringContaining(place));
    await page.close();
  });

  test('the reader switches to the dark and back', async () => {
    const page = await open('how-to/replay.html');
    const isDark = () => page.run(`document.documentElement.classList.contains('dark')`);
    const ground = () => page.run('getComputedStyle(document.body).backgroundColor');
    const light = [await isDark(), await ground()];
    await page.run(`document.querySelector('.VPSwitchAppearance').click()`);
    await page.until(`document.documentElement.classList.contains('dark')`);
    expect(await ground()).not.toBe(light[1]);
    await page.run(`document.querySelector('.VPSwitchAppearance').click()`);
    await page.until(`!document.documentElement.classList.contains('dark')`);
    expect([await isDark(), await ground()]).toEqual(light);
    await page.close();
  });

  test('a chosen language holds for all code and all names, on all pages, also after a new start', async () => {
    const seen = (page: Page) =>
      page.run<string[]>(`[...new Set([...document.querySelectorAll('.code-in, .in-words')]
        .filter((element) => element.checkVisibility())
        .map((element) => element.className.match(/(?:code-in|in-words)-(\\w+)/)[1]))]`);
    const page = await open('how-to/choose-a-layout.html');
    expect(await seen(page)).toEqual(['typescript']);
    await page.run(`document.querySelector('button[data-language=python]').click()`);
    expect(await seen(page)).toEqual(['python']);
    expect(await page.run(`document.querySelector('main').innerText`)).toContain('FileDirectory.topic_partition()');
    expect(await page.run(`document.querySelectorAll('button[aria-pressed=true]').length`)).toBe(
      await page.run(`document.querySelectorAll('button[data-language=python][aria-pressed=true]').length`),
    );

    await open('api/S3FilesReplayer.html', WIDE, page);
    expect(await seen(page)).toEqual(['python']);
    expect(await page.run(`document.querySelector('#allowRestore').innerText`)).toContain('allow_restore');
    await page.close();
  });

  test('a block without a translation stays in TypeScript, and its button says so', async () => {
    const page = await open('how-to/monitor.html');
    await page.run(`document.querySelector('button[data-language=python]').click()`);
    const block = `[...document.querySelectorAll('.languages')].find((it) => it.innerText.includes('lagWidgets'))`;
    expect(await page.run(`${block}.querySelector('.code-in-typescript').checkVisibility()`)).toBe(true);
    expect(await page.run(`${block}.querySelector('button[data-language=python]').disabled`)).toBe(true);
    await page.close();
  });
});
