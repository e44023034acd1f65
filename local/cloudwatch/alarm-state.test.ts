import { type Rule, type State, stateAt } from './alarm-state';

const PERIOD = 300;
const TREATMENTS = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;

/** The newest value comes last: `0` is well, `X` is breaching, `-` is missing. */
function states(values: string, needed: number, before: State): State[] {
  const given = values.split(' ');
  const series = new Map(
    given.flatMap((value, index): [number, number][] =>
      value === '-' ? [] : [[(index - given.length + 1) * PERIOD, value === 'X' ? 1 : 0]],
    ),
  );
  return TREATMENTS.map((TreatMissingData) => {
    const rule: Rule = {
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      EvaluationPeriods: 3,
      DatapointsToAlarm: needed,
      TreatMissingData,
    };
    return stateAt(series, rule, PERIOD, 0, before);
  });
}

// The tables of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html.
const BEFORE = 'INSUFFICIENT_DATA';

test.each<[string, State[]]>([
  ['0 - X - X', ['OK', 'OK', 'OK', 'OK']],
  ['- - - - 0', ['OK', 'OK', 'OK', 'OK']],
  ['- - - - -', ['INSUFFICIENT_DATA', BEFORE, 'ALARM', 'OK']],
  ['0 X X - X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  ['- - X - -', ['ALARM', BEFORE, 'ALARM', 'OK']],
])('three of three periods: %s', (values, expected) => {
  expect(states(values, 3, BEFORE)).toEqual(expected);
});

test.each<[string, State[]]>([
  ['0 - X - X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  ['0 0 X 0 X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  ['0 - X - -', ['OK', 'OK', 'ALARM', 'OK']],
  ['- - - - 0', ['OK', 'OK', 'ALARM', 'OK']],
  ['- - - X -', ['ALARM', BEFORE, 'ALARM', 'OK']],
])('two of three periods: %s', (values, expected) => {
  expect(states(values, 2, BEFORE)).toEqual(expected);
});

test('one value that breaches is not enough where three are asked for and the others are still to come', () => {
  expect(states('- - - - X', 3, 'OK')[0]).toBe('OK');
});
