import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../../local/process/places';
import type { Case } from './runbooks/case';
import { CASES, RUN_ELSEWHERE } from './runbooks/cases';
import { PAGE_NAMES, readPage } from './runbooks/page';
import { World } from './runbooks/world';

// The pages of docs/how-to/troubleshoot: their commands are run as they stand there, by the AWS CLI, and print what the
// pages show. The CLI holds each parameter to the model of the service, and each answer of ours as well. With
// UPDATE_RUNBOOKS=1 the outputs are written into the pages.

let world: World;
beforeAll(async () => {
  world = await World.start();
});
afterAll(() => world?.stop());

const PAGES = PAGE_NAMES.map(readPage);

/** The functions of the shell that the pages use. */
const [{ text: HELPERS }] = readPage('README').commands;

async function run(commands: string, found: Case): Promise<string> {
  const { answers = [], given = () => undefined, variables = {}, before = '', fails = false } = found;
  const last = fails ? `{\n${commands}} || true` : commands;
  const output = await world.run(`${before}\n${HELPERS}\n${last}`, given, answers, variables);
  return output.replace(/^slept .*\n/gm, '');
}

/** Times are those of the run, and file systems are counted. */
const timeless = (text: string) =>
  text.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, '<time>').replace(/\bfs-[0-9a-f]{17}\b/g, '<file system>');

const OUTPUTS = PAGES.flatMap(({ name: page, commands }) =>
  commands.flatMap(({ text, outputs }) => outputs.map(({ name, text: output }) => ({ page, name, text, output }))),
);

test.each(OUTPUTS)(
  '$page: the output in the case "$name" is what the page shows',
  async ({ page, name, text, output }) => {
    const found = CASES[page]?.cases[name];
    if (found === undefined) throw new Error(`give the case '${name}' of ${page} in test/e2e/runbooks/cases`);
    const printed = await run(text, found);
    if (process.env.UPDATE_RUNBOOKS) {
      const { text: before } = readPage(page);
      const block = (content: string) => `\`\`\`text ${name}\n${content}\`\`\``;
      const file = join(REPOSITORY, 'docs', 'how-to', 'troubleshoot', `${page}.md`);
      writeFileSync(
        file,
        before.replace(block(output), () => block(printed)),
      );
    } else {
      expect(timeless(printed)).toBe(timeless(output));
    }
  },
);

test('the tests know no case that no page shows', () => {
  const shown = OUTPUTS.map(({ page, name }) => `${page}: ${name}`);
  const known = Object.entries(CASES).flatMap(([page, { cases }]) =>
    Object.keys(cases).map((name) => `${page}: ${name}`),
  );
  expect(known.sort()).toEqual([...new Set(shown)].sort());
});

const MENDS = PAGES.flatMap(({ name: page, commands }) =>
  commands
    .filter(({ text, outputs }) => outputs.length === 0 && text !== HELPERS)
    .filter(({ text }) => !RUN_ELSEWHERE.some(({ begins }) => text.startsWith(begins)))
    .map(({ text }) => ({ page, text, first: text.split('\n')[0] })),
);

test.each(MENDS)('$page: the services take $first', async ({ page, text }) => {
  const [, found] = Object.entries(CASES[page]?.mends ?? {}).find(([piece]) => text.includes(piece)) ?? [];
  if (found === undefined) throw new Error(`say in test/e2e/runbooks/cases how ${page} is to run this:\n${text}`);
  await run(text, found);
});

test.each(RUN_ELSEWHERE)('what is not run here is on a page: $begins', ({ begins, why }) => {
  expect(why).not.toBe('');
  expect(PAGES.some(({ commands }) => commands.some(({ text }) => text.startsWith(begins)))).toBe(true);
});
