import { type Rule, type State, stateAt } from './alarm-state';
import { evaluate } from './metric-math';
import { aggregate, type Sample, type Series } from './series';

interface MetricStat {
  readonly Metric: { readonly Namespace: string; readonly MetricName: string };
  readonly Period: number;
  readonly Stat: string;
}

interface MetricQuery {
  readonly Id: string;
  readonly Expression?: string;
  readonly MetricStat?: MetricStat;
  readonly ReturnData?: boolean;
}

/** The properties of an AWS::CloudWatch::Alarm: of a metric, or of an expression over several. */
export interface AlarmProperties extends Rule {
  readonly AlarmDescription: string;
  readonly AlarmActions?: unknown[];
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Statistic?: string;
  readonly ExtendedStatistic?: string;
  readonly Period?: number;
  readonly Metrics?: readonly MetricQuery[];
}

/** What was sent, by the name of the metric. */
export type Sent = Readonly<Record<string, readonly Sample[]>>;

/** The states of an alarm of a template, period after period, while samples come in. */
export function statesOf(properties: AlarmProperties, sent: Sent, until: number): State[] {
  const period = periodOf(properties);
  const states: State[] = [];
  for (let now = 0; now < until; now += period) {
    // What is sent later is not known yet.
    const known = Object.fromEntries(
      Object.entries(sent).map(([name, samples]) => [name, samples.filter(({ at }) => at < now + period)]),
    );
    const series = seriesOf(properties, known, period);
    states.push(stateAt(series, properties, period, now, states.at(-1) ?? 'INSUFFICIENT_DATA'));
  }
  return states;
}

/** The names of the metrics that an alarm is billed for. */
export function metricsOf({ MetricName, Metrics = [] }: AlarmProperties): string[] {
  return MetricName !== undefined
    ? [MetricName]
    : Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric.MetricName ?? []);
}

function periodOf({ Period, Metrics = [] }: AlarmProperties): number {
  const [period = Period, ...others] = new Set(Metrics.flatMap(({ MetricStat }) => MetricStat?.Period ?? []));
  if (period === undefined || others.length > 0) {
    throw new Error('an alarm has one period');
  }
  return period;
}

function seriesOf(properties: AlarmProperties, sent: Sent, period: number): Series {
  const { MetricName, Statistic, ExtendedStatistic, Metrics } = properties;
  if (MetricName !== undefined) {
    return aggregate(sent[MetricName] ?? [], period, Statistic ?? ExtendedStatistic ?? '');
  }
  const queries = Metrics ?? [];
  const found = new Map<string, Series>();
  for (const { Id, MetricStat: stat } of queries) {
    if (stat) {
      found.set(Id, aggregate(sent[stat.Metric.MetricName] ?? [], period, stat.Stat));
    }
  }
  // An expression may use another one that stands behind it.
  for (let open = queries.filter(({ Expression }) => Expression !== undefined); open.length > 0; ) {
    const ready = open.filter(({ Expression = '' }) => idsIn(Expression, queries).every((id) => found.has(id)));
    if (ready.length === 0) {
      throw new Error('expressions that use each other');
    }
    for (const { Id, Expression = '' } of ready) {
      found.set(Id, evaluate(Expression, found, period));
    }
    open = open.filter((query) => !ready.includes(query));
  }
  const shown = queries.filter(({ ReturnData }) => ReturnData !== false);
  if (shown.length !== 1) {
    throw new Error(`an alarm shows one result, and not ${shown.length}`);
  }
  return found.get(shown[0]?.Id ?? '') ?? new Map();
}

function idsIn(expression: string, queries: readonly MetricQuery[]): string[] {
  const words: readonly string[] = expression.match(/\w+/g) ?? [];
  return queries.map(({ Id }) => Id).filter((id) => words.includes(id));
}
