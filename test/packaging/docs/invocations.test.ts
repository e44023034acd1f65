import { BLOCKS, textOf } from './pages';

/** The lines of shell of all pages, with their continued lines. */
const INVOCATIONS = BLOCKS.filter(({ language }) => language === 'sh').flatMap(({ page, code }) =>
  code
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
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
  const page = textOf('docs/how-to/replay.md');
  const command = page.indexOf('npx cdk-s3files replay');
  const workflow = page.indexOf('aws stepfunctions start-execution');
  const invocation = page.indexOf('aws lambda invoke');
  expect(command).toBeGreaterThan(-1);
  expect(workflow).toBeGreaterThan(command);
  expect(invocation === -1 || invocation > workflow).toBe(true);
});
