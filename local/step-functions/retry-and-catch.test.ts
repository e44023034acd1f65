import { SkippingClock } from './clock';
import { aMachine, lambda, runState } from './support/machines';

class Flaky {
  calls = 0;
  constructor(
    private readonly failures: number,
    private readonly name = 'Flake',
  ) {}

  readonly call = () => {
    this.calls += 1;
    if (this.calls <= this.failures) throw Object.assign(new Error(`call ${this.calls}`), { name: this.name });
    return this.calls;
  };
}

async function runTask(flaky: Flaky, more: object, random = () => 0.5) {
  const clock = new SkippingClock();
  const run = await runState({ ...lambda({}), ...more }, {}, { functions: { f: flaky.call }, clock, random });
  return { run, pauses: clock.skippedMs };
}

test('without more said, a task is retried three times, after 1, 2 and 4 seconds', async () => {
  const { run, pauses } = await runTask(new Flaky(3), { Retry: [{ ErrorEquals: ['States.ALL'] }] });
  expect([run.status, pauses]).toEqual(['SUCCEEDED', [1000, 2000, 4000]]);
  expect((await runTask(new Flaky(4), { Retry: [{ ErrorEquals: ['States.ALL'] }] })).run).toMatchObject({
    status: 'FAILED',
    error: 'Flake',
  });
});

test('the pauses grow by the backoff rate up to the longest delay, and full jitter takes a part of each', async () => {
  const Retry = [
    {
      ErrorEquals: ['Flake'],
      IntervalSeconds: 2,
      BackoffRate: 3,
      MaxDelaySeconds: 10,
      MaxAttempts: 3,
      JitterStrategy: 'FULL',
    },
  ];
  expect((await runTask(new Flaky(3), { Retry })).pauses).toEqual([1000, 3000, 5000]);
});

test('each retrier counts its own attempts, and the first that names the error is asked', async () => {
  const Retry = [
    { ErrorEquals: ['Other'], MaxAttempts: 9 },
    { ErrorEquals: ['Flake'], MaxAttempts: 1 },
    { ErrorEquals: ['States.ALL'], MaxAttempts: 9 },
  ];
  expect((await runTask(new Flaky(2), { Retry })).run.error).toBe('Flake');
});

test('no attempts means no retry', async () => {
  const flaky = new Flaky(1);
  await runTask(flaky, { Retry: [{ ErrorEquals: ['Flake'], MaxAttempts: 0 }, { ErrorEquals: ['States.ALL'] }] });
  expect(flaky.calls).toBe(1);
});

test('States.TaskFailed stands for all but a timeout', async () => {
  const Retry = [{ ErrorEquals: ['States.TaskFailed'] }];
  expect((await runTask(new Flaky(1), { Retry })).run.status).toBe('SUCCEEDED');
  expect((await runTask(new Flaky(1, 'States.Timeout'), { Retry })).run.status).toBe('FAILED');
});

test('a state that is entered again has all its attempts again', async () => {
  const flaky = new Flaky(4);
  const functions = {
    f: () => {
      if (flaky.calls !== 2) return flaky.call();
      flaky.calls += 1;
      return flaky.calls;
    },
  };
  const machine = aMachine(
    'Try',
    {
      Try: { ...lambda({}), Retry: [{ ErrorEquals: ['Flake'], MaxAttempts: 2 }], Next: 'Enough' },
      Enough: {
        Type: 'Choice',
        Choices: [{ Condition: '{% $states.input.Payload < 4 %}', Next: 'Try' }],
        Default: 'Done',
      },
      Done: { Type: 'Succeed' },
    },
    { functions },
  );
  expect((await machine.run({})).status).toBe('SUCCEEDED'); // fails at 1 and 2, passes at 3, fails at 4, passes at 5
});

test('a catcher goes on elsewhere, with the error and its cause, and with variables', async () => {
  const functions = { f: new Flaky(1).call };
  const Catch = [
    { ErrorEquals: ['Other'], Next: 'No' },
    {
      ErrorEquals: ['States.ALL'],
      Next: 'Yes',
      Output: { error: '{% $states.errorOutput.Error %}', input: '{% $states.input.a %}' },
      Assign: { message: '{% $parse($states.errorOutput.Cause).errorMessage %}' },
    },
  ];
  const machine = aMachine(
    'Try',
    {
      Try: { ...lambda({}), Catch, Next: 'No' },
      No: { Type: 'Fail' },
      Yes: { Type: 'Pass', Output: '{% $merge([$states.input, {"message": $message}]) %}', End: true },
    },
    { functions },
  );
  expect((await machine.run({ a: 1 })).output).toEqual({ error: 'Flake', input: 1, message: 'call 1' });
});

test('without an Output, the error itself goes on', async () => {
  const states = {
    Try: { ...lambda({}), Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Tell' }], End: true },
    Tell: { Type: 'Succeed' },
  };
  const run = await aMachine('Try', states, { functions: { f: new Flaky(1).call } }).run({});
  expect(run.output).toEqual({ Error: 'Flake', Cause: expect.stringContaining('"errorMessage":"call 1"') });
});

test('an expression of the state that fails is caught like what its function threw', async () => {
  const states = {
    Try: {
      ...lambda({}),
      Output: '{% $states.result.Payload.missing %}',
      Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'Tell', Output: "{% 'caught' %}" }],
      End: true,
    },
    Tell: { Type: 'Succeed' },
  };
  expect((await aMachine('Try', states, { functions: { f: () => 1 } }).run({})).output).toBe('caught');
});
