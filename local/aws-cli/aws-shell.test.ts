import { Supervisor } from '../process/supervisor';
import { type LocalS3, startS3 } from '../s3/s3-server';
import { type Answer, AwsShell } from './aws-shell';

const supervisor = new Supervisor();
let s3: LocalS3;
let shell: AwsShell;

beforeAll(async () => {
  s3 = await startS3(['bucket']);
  shell = await AwsShell.open(supervisor, { S3: s3.endpoint });
});
afterAll(async () => {
  await s3?.close();
  supervisor.end();
});

const run = (commands: string, answers: readonly Answer[] = []) => shell.run(commands, {}, answers);

const AGE = 'aws sqs get-queue-url --queue-name q --query QueueUrl --output text';

test('a call gets the first answer that fits its parameters, as the CLI prints it', async () => {
  const answers = ['other', 'q'].map((QueueName) => ({
    operation: 'sqs GetQueueUrl',
    to: { QueueName },
    answer: { QueueUrl: `url of ${QueueName}` },
  }));
  expect(await run(AGE, answers)).toBe('url of q\n');
});

test('a refusal is one to the CLI', async () => {
  const refused = { operation: 'sqs GetQueueUrl', error: 'QueueDoesNotExist', message: 'there is none' };
  await expect(run(AGE, [refused])).rejects.toThrow('An error occurred (QueueDoesNotExist)');
});

test.each([
  [
    'a parameter that the service does not know',
    'aws sqs get-queue-url --title q',
    'the following arguments are required',
  ],
  ['a parameter that is too short', 'aws iam get-role --role-name ""', 'Invalid length for parameter RoleName'],
])('%s is refused before anything is sent', async (_, command, message) => {
  await expect(run(command, [{ operation: 'iam GetRole', answer: {} }])).rejects.toThrow(message);
});

test('an answer that the service could not give is refused', async () => {
  const wrong = { operation: 'sqs GetQueueUrl', answer: { QueueUrl: 1 } };
  await expect(run(AGE, [wrong])).rejects.toThrow('sqs GetQueueUrl cannot answer this');
  await expect(run(AGE, [{ ...wrong, answer: { Url: 'x' } }])).rejects.toThrow('sqs GetQueueUrl cannot answer this');
});

test('a call without an answer goes to this machine, or nowhere', async () => {
  s3.objects.put('bucket', 'a b/c', 'x');
  expect(await run('aws s3 ls --recursive s3://bucket/')).toMatch(/ 1 a b\/c$/m);
  await expect(run(AGE)).rejects.toThrow('no answer was given to sqs GetQueueUrl');
});

test('an answer can be taken apart with jq', async () => {
  expect(await run(`echo '{"b": [1], "a": 2}' | jq -c 'keys, .b[]'`)).toBe('["a","b"]\n1\n');
});
