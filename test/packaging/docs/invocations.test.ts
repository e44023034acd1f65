import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../../../local/process/places';

const PAGES = [
  'README.md',
  ...['docs', 'examples'].flatMap((folder) =>
    (readdirSync(join(REPOSITORY, folder), { recursive: true }) as string[])
      .filter((path) => path.endsWith('.md') && !/(^|\/)(node_modules|cdk\.out|\.venv|target)\//.test(path))
      .map((path) => join(folder, path)),
  ),
];

/** The commands of a page's blocks of shell, with their continued lines. */
function commandsOf(page: string): string[] {
  const text = readFileSync(join(REPOSITORY, page), 'utf8');
  const blocks = [...text.matchAll(/^ *```(?:sh|bash|shell)\n(.*?)^ *```/gms)].map(([, block = '']) => block);
  return blocks.flatMap((block) => block.replace(/\\\n\s*/g, ' ').split('\n'));
}

const INVOCATIONS = PAGES.flatMap((page) =>
  commandsOf(page)
    .filter((command) => command.includes('aws lambda invoke'))
    .map((command): [string, string] => [page, command.trim()]),
);

test('there are invocations to look at', () => {
  expect(INVOCATIONS.length).toBeGreaterThan(0);
});

/**
 * Checks two settings. Without them the AWS CLI would invoke the function again after a minute without an answer, while
 * the first invocation goes on.
 */
test.each(INVOCATIONS)('in %s an invocation is waited for, and not sent twice: %s', (_, command) => {
  expect(command).toMatch(/AWS_MAX_ATTEMPTS=1 aws lambda invoke /);
  expect(command).toContain('--cli-read-timeout 0');
});

test('the page on replays has the command line first, then the workflow, and a function alone last', () => {
  const page = readFileSync(join(REPOSITORY, 'docs/how-to/replay.md'), 'utf8');
  const command = page.indexOf('npx cdk-s3files replay');
  const workflow = page.indexOf('aws stepfunctions start-execution');
  const invocation = page.indexOf('aws lambda invoke');
  expect(command).toBeGreaterThan(-1);
  expect(workflow).toBeGreaterThan(command);
  expect(invocation === -1 || invocation > workflow).toBe(true);
});
