import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bringNode24 } from '../process/node24';
import { Supervisor } from '../process/supervisor';
import { type InvokeServer, startInvokeServer } from './invoke-server';
import { LambdaFunction } from './lambda-function';

const HANDLER = `export async function handler(event) {
  if (event === 1) throw new TypeError('no such event');
  return { given: event };
}`;

const supervisor = new Supervisor();
let fn: LambdaFunction;
let server: InvokeServer;

beforeAll(async () => {
  const codeFolder = supervisor.temporaryFolder();
  writeFileSync(join(codeFolder, 'index.mjs'), HANDLER);
  const settings = {
    name: 'echo',
    codeFolder,
    handler: 'index.handler',
    memoryMb: 128,
    timeoutMs: 5000,
    environment: {},
  };
  fn = await LambdaFunction.start(supervisor, await bringNode24(supervisor), settings);
  server = await startInvokeServer({ echo: fn });
});
afterAll(async () => {
  await server?.close();
  await fn?.stop();
  supervisor.end();
});

const invoke = (name: string, body?: string) =>
  fetch(`${server.endpoint}/2015-03-31/functions/${name}/invocations`, { method: 'POST', body });

test.each([
  ['what it was given', '{"a":[1]}', { given: { a: [1] } }],
  ['an empty object where nothing was given', undefined, { given: {} }],
])('a function answers %s', async (_, body, answer) => {
  const response = await invoke('echo', body);
  expect(await response.json()).toEqual(answer);
  expect(response.headers.get('x-amz-function-error')).toBeNull();
});

test('what a function throws is an answer with a mark', async () => {
  const response = await invoke('echo', '1');
  expect(response.status).toBe(200);
  expect(response.headers.get('x-amz-function-error')).toBe('Unhandled');
  expect(await response.json()).toMatchObject({ errorType: 'TypeError', errorMessage: 'no such event' });
});

test('a function that is not there is refused', async () => {
  const response = await invoke('other');
  expect(response.status).toBe(404);
  expect(response.headers.get('x-amzn-errortype')).toBe('ResourceNotFoundException');
});
