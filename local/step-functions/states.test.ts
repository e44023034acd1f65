import { SkippingClock } from './clock';
import { DefinitionError } from './errors';
import { StateMachine } from './state-machine';
import { aMachine, lambda, runState } from './support/machines';

describe('a Task', () => {
  test('invokes a function with its payload, and results in its answer and what comes with it', async () => {
    const functions = { double: ({ n }: { n: number }) => ({ n: 2 * n }) };
    const run = await runState(lambda({ n: '{% $states.input.n %}' }, 'double'), { n: 4 }, { functions });
    expect(run.output).toEqual({ ExecutedVersion: '$LATEST', Payload: { n: 8 }, StatusCode: 200 });
  });

  test('has its result in Output and in Assign', async () => {
    const machine = aMachine(
      'Ask',
      {
        Ask: { ...lambda({}), Assign: { kept: '{% $states.result.Payload %}' }, Output: "{% 'put' %}", Next: 'Tell' },
        Tell: { Type: 'Pass', Output: '{% [$states.input, $kept] %}', End: true },
      },
      { functions: { f: () => 7 } },
    );
    expect((await machine.run({})).output).toEqual(['put', 7]);
  });

  test('fails with the name of what its function threw, and the rest as JSON', async () => {
    const functions = {
      f: () => {
        throw new RangeError('too far');
      },
    };
    const run = await runState(lambda({}), {}, { functions });
    expect(run).toMatchObject({ status: 'FAILED', error: 'RangeError' });
    expect(JSON.parse(run.cause ?? '')).toMatchObject({ errorType: 'RangeError', errorMessage: 'too far' });
  });
});

describe('a Choice', () => {
  const CHOICE = {
    Which: {
      Type: 'Choice',
      Choices: [
        { Condition: '{% $states.input.n > 10 %}', Next: 'End', Output: "{% 'large' %}", Assign: { by: 'rule' } },
        { Condition: '{% $states.input.n > 5 %}', Next: 'End', Output: "{% 'medium' %}" },
      ],
      Default: 'End',
      Output: "{% 'small' %}",
      Assign: { by: 'default' },
    },
    End: { Type: 'Pass', Output: '{% [$states.input, $by] %}', End: true },
  };

  test('takes the first rule that holds, with its Output and Assign', async () => {
    expect((await aMachine('Which', CHOICE).run({ n: 11 })).output).toEqual(['large', 'rule']);
    expect((await aMachine('Which', CHOICE).run({ n: 6 })).output).toEqual(['medium']);
  });

  test("takes the default with the state's own where none holds", async () => {
    expect((await aMachine('Which', CHOICE).run({ n: 1 })).output).toEqual(['small', 'default']);
  });

  test('without a default fails by name', async () => {
    const { Default: _, ...which } = CHOICE.Which;
    expect(await aMachine('Which', { ...CHOICE, Which: which }).run({ n: 1 })).toMatchObject({
      error: 'States.NoChoiceMatched',
    });
  });

  test('takes no condition that is neither true nor false', async () => {
    expect(await aMachine('Which', CHOICE).run({ n: 'many' })).toMatchObject({ error: 'States.QueryEvaluationError' });
    const Which = { ...CHOICE.Which, Choices: [{ Condition: '{% $states.input.n %}', Next: 'End' }] };
    expect(await aMachine('Which', { ...CHOICE, Which }).run({ n: 1 })).toMatchObject({
      error: 'States.QueryEvaluationError',
    });
  });
});

describe('a Wait', () => {
  test('waits as many seconds as it is told, and hands its input on', async () => {
    const clock = new SkippingClock();
    const run = await runState({ Type: 'Wait', Seconds: '{% $states.input.s %}' }, { s: 90 }, { clock });
    expect([clock.skippedMs, run.output]).toEqual([[90_000], { s: 90 }]);
  });

  test.each([[1.5], [-1], ['9'], [100_000_000]])('takes no %p for seconds', async (s) => {
    const run = await runState({ Type: 'Wait', Seconds: '{% $states.input.s %}' }, { s });
    expect(run.error).toBe('States.QueryEvaluationError');
  });
});

test('a Succeed ends the execution with its Output', async () => {
  const states = { Done: { Type: 'Succeed', Output: { n: '{% $states.input.n %}' } } };
  expect(await aMachine('Done', states).run({ n: 1 })).toMatchObject({ status: 'SUCCEEDED', output: { n: 1 } });
});

test('a Fail ends the execution with its Error and Cause', async () => {
  const states = { Stop: { Type: 'Fail', Error: 'ReplayIncomplete', Cause: '{% $states.input.problem %}' } };
  expect(await aMachine('Stop', states).run({ problem: 'p' })).toMatchObject({
    status: 'FAILED',
    error: 'ReplayIncomplete',
    cause: 'p',
  });
});

test('a Fail with the name of an error of Step Functions itself is refused', async () => {
  const states = { Stop: { Type: 'Fail', Error: 'States.Timeout' } };
  expect(await aMachine('Stop', states).run({})).toMatchObject({
    status: 'FAILED',
    error: 'States.Runtime',
    cause: "a Fail state must not report 'States.Timeout': 'States.' is reserved",
  });
});

test('more than 256 KiB do not pass from state to state', async () => {
  const grow = (letters: number) => runState({ Type: 'Pass', Output: `{% $pad('', ${letters}, 'x') %}` });
  expect((await grow(262_142)).status).toBe('SUCCEEDED'); // with the quotes just as much as may be
  expect(await grow(262_143)).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  const Task = { ...lambda({}), Output: { small: true }, Retry: [{ ErrorEquals: ['States.ALL'] }] };
  expect((await runState(Task, {}, { functions: { f: () => 'x'.repeat(300_000) } })).error).toBe(
    'States.DataLimitExceeded',
  );
});

test('a history of more than 25,000 events ends the execution, and nothing catches that', async () => {
  const machine = aMachine(
    'Again',
    {
      Again: { ...lambda({}), Catch: [{ ErrorEquals: ['States.ALL'], Next: 'More' }], Next: 'More' },
      More: { Type: 'Choice', Choices: [{ Condition: '{% false %}', Next: 'Done' }], Default: 'Again' },
      Done: { Type: 'Succeed' },
    },
    { functions: { f: () => 0 } },
  );
  const run = await machine.run({});
  expect(run).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  expect(run.entered.filter((name) => name === 'Again')).toHaveLength(3572); // 7 events a round
});

test('an execution that takes longer than its time is timed out', async () => {
  const Wait = { Type: 'Wait', Seconds: 61, Next: 'Done' };
  const machine = new StateMachine(
    { QueryLanguage: 'JSONata', TimeoutSeconds: 60, StartAt: 'Wait', States: { Wait, Done: { Type: 'Succeed' } } },
    { invoke: async () => 0, objects: { get: () => undefined, put: fail, list: fail }, clock: new SkippingClock() },
  );
  expect(await machine.run({})).toMatchObject({ status: 'TIMED_OUT', error: 'States.Timeout' });
});

function fail(): never {
  throw new Error('there are no objects');
}

describe('a definition is refused', () => {
  const services = { invoke: async () => 0, objects: { get: () => undefined, put: fail, list: fail } };
  const make = (Only: object, more: object = {}) =>
    new StateMachine({ QueryLanguage: 'JSONata', StartAt: 'Only', States: { Only }, ...more }, services);

  test.each([
    ['in another query language', { Type: 'Succeed', QueryLanguage: 'JSONPath' }, 'only JSONata'],
    ['with a state that is not stood in for', { Type: 'Parallel', Branches: [], End: true }, 'Parallel'],
    ['with a field that is not', { Type: 'Pass', Result: 1, End: true }, 'Only has Result'],
    ['with a field of a retrier that is not', { ...lambda({}), Retry: [{ Sometimes: 1 }], End: true }, 'Sometimes'],
    ['with a way to nowhere', { Type: 'Pass', Next: 'Nowhere' }, "leads to 'Nowhere'"],
    ['with neither Next nor End', { Type: 'Pass' }, 'either Next or End'],
    ['with what is not JSONata', { Type: 'Pass', Output: '{% 1 + %}', End: true }, 'not JSONata'],
    ['with an expression left open', { Type: 'Pass', Output: '{% 1', End: true }, 'does not end with'],
    [
      'with two states of one name, wherever they stand',
      { Type: 'Map', End: true, ItemProcessor: { StartAt: 'Only', States: { Only: { Type: 'Succeed' } } } },
      "two states are named 'Only'",
    ],
    [
      'with fields of a Distributed Map in an inline one',
      { Type: 'Map', Label: 'x', End: true, ItemProcessor: { StartAt: 'A', States: { A: { Type: 'Succeed' } } } },
      'has Label',
    ],
  ])('%s', (_, state, message) => {
    expect(() => make(state)).toThrow(DefinitionError);
    expect(() => make(state)).toThrow(message);
  });

  test('without a query language, as that would be JSONPath', () => {
    expect(() => make({ Type: 'Succeed' }, { QueryLanguage: undefined })).toThrow(DefinitionError);
  });

  test('when its task is not stood in for', async () => {
    await expect(
      make({ Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', End: true }).run({}),
    ).rejects.toThrow('sqs:sendMessage is not stood in for');
  });
});
