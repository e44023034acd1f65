import { refusalsOf } from '../../../local/aws-cli/refused-commands';
import { Supervisor } from '../../../local/process/supervisor';
import { COMMANDS } from './commands/commands';
import { commandsOf } from './commands/shell';

const supervisor = new Supervisor();
afterAll(() => supervisor.end());

/** Files that earlier commands of the page, or its reader, have written. */
const FILES = {
  'forgotten.txt': 'customer-4711\n',
  'new-key.json': '{}',
  'versions.json': '{"Objects": [{"Key": "a", "VersionId": "b"}]}',
};

/**
 * Commands that only version 2 has, which is not on PyPI.
 * https://docs.aws.amazon.com/cli/latest/reference/logs/tail.html
 */
const OF_VERSION_2 = ['logs tail'];

const OF_AWS = COMMANDS.flatMap(({ place, command: { words } }) => {
  const at = words.indexOf('aws'); // xargs has words before it
  return at === -1 ? [] : [{ place, words: words.slice(at + 1) }];
}).filter(({ words }) => !OF_VERSION_2.includes(words.slice(0, 2).join(' ')));

test('the AWS CLI takes each command of a page, with its options and the values that the service would take', async () => {
  // A variable is given by its name, where the service would take that; what xargs adds is the last value.
  const commands = OF_AWS.map(({ words }) => [
    ...words.map((word) => (word === 'uuid' ? '11111111-1111-1111-1111-111111111111' : word)),
    ...(words.at(-1) === '--policy-name' ? ['x'] : []),
  ]);
  const refusals = await refusalsOf(supervisor, commands, FILES);
  const refused = refusals.flatMap((said, at) => {
    const { place = '', words = [] } = OF_AWS[at] ?? {};
    return said === null ? [] : [`${place}: aws ${words.join(' ')}: ${said}`];
  });
  expect(OF_AWS.length).toBeGreaterThan(30);
  expect(refused).toEqual([]);
});

test.each([
  ['a service', 'aws nothing list'],
  ['an operation', 'aws lambda nothing'],
  ['an option', 'aws lambda list-functions --nothing'],
  ['an option of a command for files', 'aws s3 sync a s3://b --nothing'],
  ['a value', 'aws lambda update-event-source-mapping --uuid x --batch-size many'],
])('%s that there is not is refused', async (_, text) => {
  const commands = commandsOf(text).map(({ words: [, ...words] }) => words);
  expect(await refusalsOf(supervisor, commands)).toEqual([expect.any(String)]);
});
