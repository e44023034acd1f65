import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bringNode24 } from '../process/node24';
import { Supervisor } from '../process/supervisor';
import { LambdaFunction } from './lambda-function';

const HANDLER = `
let invocations = 0;
export async function handler(event, context) {
  console.log('invoked ' + ++invocations);
  if (event.fail) throw new TypeError('no such mount');
  if (event.hang) await new Promise(() => setInterval(() => undefined, 1000));
  return {
    invocations,
    node: process.versions.node,
    variables: Object.keys(process.env),
    mine: process.env.MINE,
    remaining: context.getRemainingTimeInMillis(),
    nothing: undefined,
  };
}
`;

const supervisor = new Supervisor();
let folder: string;
let running: LambdaFunction | undefined;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lambda-function-'));
  writeFileSync(join(folder, 'index.mjs'), HANDLER);
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
});
afterAll(() => rmSync(folder, { recursive: true }));

async function start(settings: { handler?: string; timeoutMs?: number } = {}): Promise<LambdaFunction> {
  running = await LambdaFunction.start(supervisor, await bringNode24(supervisor), {
    ...{ name: 'under-test', codeFolder: folder, handler: 'index.handler', memoryMb: 512, timeoutMs: 30_000 },
    environment: { MINE: 'yes' },
    ...settings,
  });
  return running;
}

test("a function sees Node.js 24, its own variables and Lambda's, and none of this process's", async () => {
  process.env.NOT_FOR_FUNCTIONS = 'secret';
  const answer = (await (await start()).invoke({})) as Record<string, unknown>;
  expect(answer.node).toMatch(/^24\./);
  expect(answer.mine).toBe('yes');
  expect(answer.variables).toEqual(expect.arrayContaining(['AWS_REGION', 'LAMBDA_TASK_ROOT', '_HANDLER']));
  expect(answer.variables).not.toContain('NOT_FOR_FUNCTIONS');
  expect(answer.variables).not.toContain('HOME');
});

test('it stays warm from one invocation to the next, and the answer is what JSON makes of it', async () => {
  const lambda = await start();
  await lambda.invoke({});
  const answer = await lambda.invoke({});
  expect(answer).toMatchObject({ invocations: 2 });
  expect(answer).not.toHaveProperty('nothing');
});

test('the context counts down from the timeout', async () => {
  const { remaining } = (await (await start({ timeoutMs: 20_000 })).invoke({})) as { remaining: number };
  expect(remaining).toBeGreaterThan(0);
  expect(remaining).toBeLessThanOrEqual(20_000);
});

test('what the handler throws comes back with its name, and the function can be invoked again', async () => {
  const lambda = await start();
  await expect(lambda.invoke({ fail: true })).rejects.toThrow(/under-test failed: TypeError: no such mount/);
  expect(await lambda.invoke({})).toMatchObject({ invocations: 2 });
});

test('an invocation that takes longer than the timeout ends the process', async () => {
  const lambda = await start({ timeoutMs: 300 });
  await expect(lambda.invoke({ hang: true })).rejects.toThrow(/ended with SIGKILL before it answered .*300 ms/);
});

test('a handler that is not exported is an error at the start', async () => {
  await expect(start({ handler: 'index.main' })).rejects.toThrow(/could not be loaded.*exports no function 'main'/s);
});

test('everything it printed is there once it is stopped', async () => {
  const lambda = await start();
  await lambda.invoke({});
  await lambda.stop();
  expect(lambda.output).toEqual(['invoked 1']);
});

test('a function whose process was killed says so, also while that is only being noticed', async () => {
  const lambda = await start();
  const killed = lambda.kill();
  await expect(lambda.invoke({})).rejects.toThrow(
    /^the function under-test ended (with SIGKILL|before it was invoked)/,
  );
  await killed;
  await expect(lambda.invoke({})).rejects.toThrow('the function under-test ended before it was invoked');
});
