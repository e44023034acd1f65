import type { Series } from './series';

export type State = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** The settings that decide on the state of an alarm, as the template has them. */
export interface Rule {
  readonly Threshold: number;
  readonly ComparisonOperator: string;
  readonly EvaluationPeriods: number;
  readonly DatapointsToAlarm: number;
  readonly TreatMissingData: string;
}

/** CloudWatch looks at more periods than it evaluates; how many, it does not say. In its examples there are two more. */
const MORE_PERIODS = 2;

/**
 * The state of an alarm at a time, by
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html: where there are as many
 * values as are evaluated, the newest decide, whatever is missing between them. Only where there are fewer does the
 * treatment of missing data fill up.
 *
 * @param now the beginning of the newest period
 * @param before the state so far
 */
export function stateAt(series: Series, rule: Rule, period: number, now: number, before: State): State {
  const { EvaluationPeriods: evaluated, DatapointsToAlarm: needed, TreatMissingData: missing } = rule;
  const range = Array.from({ length: evaluated + MORE_PERIODS }, (_, back) => series.get(now - back * period));
  const values = range.filter((value) => value !== undefined).slice(0, evaluated);
  const oldest = Math.max(...range.map((value, back) => (value !== undefined && isBreaching(value, rule) ? back : -1)));
  const breaching = values.filter((value) => isBreaching(value, rule)).length;
  const filled = evaluated - values.length;
  if (filled === 0 || missing === 'notBreaching') {
    return breaching >= needed ? 'ALARM' : 'OK';
  }
  if (missing === 'breaching') {
    return breaching + filled >= needed ? 'ALARM' : 'OK';
  }
  if (breaching >= needed) {
    return 'ALARM';
  }
  if (breaching < values.length) {
    return 'OK';
  }
  if (missing === 'ignore') {
    return before;
  }
  if (values.length === 0) {
    return 'INSUFFICIENT_DATA';
  }
  // All that there is breaches, and began so long ago that the missing ones would do, if they were like it.
  return oldest + 1 >= needed ? 'ALARM' : before;
}

function isBreaching(value: number, { ComparisonOperator, Threshold }: Rule): boolean {
  switch (ComparisonOperator) {
    case 'GreaterThanThreshold':
      return value > Threshold;
    case 'GreaterThanOrEqualToThreshold':
      return value >= Threshold;
    case 'LessThanThreshold':
      return value < Threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= Threshold;
    default:
      throw new Error(`comparison ${ComparisonOperator} is not known here`);
  }
}
