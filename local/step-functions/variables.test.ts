import { aMachine } from './support/machines';

test('what a state assigns is seen by the states after it, but not by its own Output', async () => {
  const machine = aMachine('First', {
    First: { Type: 'Pass', Assign: { count: 1 }, Next: 'Second' },
    Second: {
      Type: 'Pass',
      Assign: { count: '{% $count + 1 %}', before: '{% $count %}' },
      Output: { own: '{% $count %}' },
      Next: 'Third',
    },
    Third: { Type: 'Pass', Output: { own: '{% $states.input.own %}', now: '{% [$count, $before] %}' }, End: true },
  });
  expect((await machine.run({})).output).toEqual({ own: 1, now: [2, 1] });
});

test('iterations of an inline Map see the variables around them, and theirs are not seen outside', async () => {
  const machine = aMachine('Set', {
    Set: { Type: 'Pass', Assign: { factor: 10 }, Next: 'Each' },
    Each: {
      Type: 'Map',
      Items: '{% [1, 2] %}',
      ItemProcessor: {
        StartAt: 'Times',
        States: {
          Times: { Type: 'Pass', Assign: { product: '{% $states.input * $factor %}' }, Next: 'Tell' },
          Tell: { Type: 'Pass', Output: '{% $product %}', End: true },
        },
      },
      Next: 'Outside',
    },
    Outside: { Type: 'Pass', Output: { all: '{% $states.input %}', seen: '{% $exists($product) %}' }, End: true },
  });
  expect((await machine.run({})).output).toEqual({ all: [10, 20], seen: false });
});

test('children of a Distributed Map see no variable of the execution around them', async () => {
  const machine = aMachine('Set', {
    Set: { Type: 'Pass', Assign: { factor: 10 }, Next: 'Each' },
    Each: {
      Type: 'Map',
      Items: [1],
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'Look',
        States: { Look: { Type: 'Pass', Output: '{% $exists($factor) %}', End: true } },
      },
      End: true,
    },
  });
  expect((await machine.run({})).output).toEqual([false]);
});

test('an iteration cannot assign a variable of the scope around it', async () => {
  const machine = aMachine('Set', {
    Set: { Type: 'Pass', Assign: { factor: 10 }, Next: 'Each' },
    Each: {
      Type: 'Map',
      Items: [1],
      ItemProcessor: { StartAt: 'Set2', States: { Set2: { Type: 'Pass', Assign: { factor: 1 }, End: true } } },
      End: true,
    },
  });
  expect(await machine.run({})).toMatchObject({ status: 'FAILED', cause: expect.stringContaining("'factor'") });
});
