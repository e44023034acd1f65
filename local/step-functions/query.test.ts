import { DefinitionError } from './errors';
import { aMachine, lambda, runState } from './support/machines';

test('strings in {% %} are evaluated however deep they stand, all other JSON is taken as it is', async () => {
  const Output = { sum: '{% $states.input.a + 1 %}', list: ['plain', { deep: "{% 'x' & 'y' %}" }], no: null };
  expect((await runState({ Type: 'Pass', Output }, { a: 2 })).output).toEqual({
    sum: 3,
    list: ['plain', { deep: 'xy' }],
    no: null,
  });
});

test('an expression that yields nothing is an error with a name', async () => {
  const run = await runState({ Type: 'Pass', Output: { x: '{% $states.input.missing %}' } });
  expect(run).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  expect(run.cause).toContain('$states.input.missing');
});

test('an expression that cannot be evaluated is an error with a name', async () => {
  const run = await runState({ Type: 'Pass', Output: "{% 1 + 'a' %}" });
  expect(run).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
});

test('a function is no value of a state', async () => {
  expect(await runState({ Type: 'Pass', Output: '{% function($x) { $x } %}' })).toMatchObject({
    error: 'States.QueryEvaluationError',
  });
});

test('a list of one element collapses in JSONata, unless brackets keep it', async () => {
  const Output = { bare: '{% $states.input.a[n > 1].n %}', kept: '{% [$states.input.a[n > 1].n] %}' };
  const run = await runState({ Type: 'Pass', Output }, { a: [{ n: 1 }, { n: 2 }] });
  expect(run.output).toEqual({ bare: 2, kept: [2] });
});

test('the service adds functions to JSONata, and takes $eval away', async () => {
  const Output = {
    parsed: '{% $parse(\'{"a":1}\').a %}',
    parts: '{% $partition([1,2,3], 2) %}',
    range: '{% $range(0, 10, 5) %}',
    hash: "{% $hash('abc', 'MD5') %}",
    uuid: '{% $length($uuid()) %}',
  };
  expect((await runState({ Type: 'Pass', Output })).output).toEqual({
    parsed: 1,
    parts: [[1, 2], [3]],
    range: [0, 5, 10],
    hash: '900150983cd24fb0d6963f7d28e17f72',
    uuid: 36,
  });
  expect((await runState({ Type: 'Pass', Output: "{% $eval('1') %}" })).error).toBe('States.QueryEvaluationError');
});

test.each([
  ['a result in the arguments', { ...lambda('{% $states.result %}') }, '$states.result is not accessible'],
  ['an error outside a Catch', { Type: 'Pass', Output: '{% $states.errorOutput %}' }, '$states.errorOutput is not'],
  ['what $states never has', { Type: 'Pass', Output: '{% $states.inputs %}' }, '$states.inputs is not accessible'],
])('%s is refused as a mistake of the definition', async (_, state, message) => {
  const running = runState(state, {}, { functions: { f: () => 1 } });
  await expect(running).rejects.toThrow(DefinitionError);
  await expect(running).rejects.toThrow(message);
});

test('the context tells of the execution, the state machine and the state', async () => {
  const machine = aMachine('Look', { Look: { Type: 'Pass', End: true, Output: '{% $states.context %}' } });
  expect((await machine.run({ a: 1 }, 'run-1')).output).toEqual({
    Execution: {
      Id: 'arn:aws:states:eu-central-1:111111111111:execution:local:run-1',
      Input: { a: 1 },
      Name: 'run-1',
      RedriveCount: 0,
      RoleArn: expect.any(String),
      StartTime: '2026-04-13T00:00:00.000Z',
    },
    State: { EnteredTime: '2026-04-13T00:00:00.000Z', Name: 'Look', RetryCount: 0 },
    StateMachine: { Id: 'arn:aws:states:eu-central-1:111111111111:stateMachine:local', Name: 'local' },
  });
});
