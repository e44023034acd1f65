import { type Rule, type State, stateAt } from './alarm-state';
import { answer, type MetricName, type MetricQuery, type Sent } from './metric-queries';
import type { Series } from './series';

interface TemplateMetric {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: string }[];
}

interface TemplateQuery {
  readonly Id: string;
  readonly Expression?: string;
  readonly MetricStat?: { readonly Metric: TemplateMetric; readonly Period: number; readonly Stat: string };
  readonly ReturnData?: boolean;
}

/** The properties of an AWS::CloudWatch::Alarm: of a metric, or of an expression over several. */
export interface AlarmProperties extends Rule, Partial<TemplateMetric> {
  readonly AlarmDescription: string;
  readonly AlarmActions?: unknown[];
  readonly Statistic?: string;
  readonly ExtendedStatistic?: string;
  readonly Period?: number;
  readonly Metrics?: readonly TemplateQuery[];
}

/** The states of an alarm of a template, period after period, while samples come in. */
export function statesOf(properties: AlarmProperties, sent: Sent, until: number): State[] {
  const period = periodOf(properties);
  const states: State[] = [];
  for (let now = 0; now < until; now += period) {
    // What is sent later is not known yet.
    const known: Sent = (metric) => sent(metric).filter(({ at }) => at < now + period);
    const series = seriesOf(properties, known, period);
    states.push(stateAt(series, properties, period, now, states.at(-1) ?? 'INSUFFICIENT_DATA'));
  }
  return states;
}

/** The metrics that an alarm looks at. */
export function metricsOf(properties: AlarmProperties): MetricName[] {
  const { Metrics } = properties;
  if (Metrics === undefined) {
    return [nameOf(properties as TemplateMetric)];
  }
  return Metrics.flatMap(({ MetricStat }) => (MetricStat === undefined ? [] : [nameOf(MetricStat.Metric)]));
}

/** The period of an alarm, in seconds. */
export function periodOf({ Period, Metrics = [] }: AlarmProperties): number {
  const [period = Period, ...others] = new Set(Metrics.flatMap(({ MetricStat }) => MetricStat?.Period ?? []));
  if (period === undefined || others.length > 0) {
    throw new Error('an alarm has one period');
  }
  return period;
}

function seriesOf(properties: AlarmProperties, sent: Sent, period: number): Series {
  const { Statistic, ExtendedStatistic, Metrics } = properties;
  const queries = Metrics ?? [
    {
      Id: 'only',
      MetricStat: { Metric: properties as TemplateMetric, Period: period, Stat: Statistic ?? ExtendedStatistic ?? '' },
    },
  ];
  const [shown, ...others] = queries.filter(({ ReturnData }: TemplateQuery) => ReturnData !== false);
  if (shown === undefined || others.length > 0) {
    throw new Error(`an alarm shows one result, and not ${others.length + Number(shown !== undefined)}`);
  }
  return (
    answer(
      queries.map((query) => queryOf(query, period)),
      sent,
    ).get(shown.Id) ?? new Map()
  );
}

function queryOf({ Id, Expression, MetricStat: stat }: TemplateQuery, period: number): MetricQuery {
  const asked =
    stat === undefined ? { expression: Expression ?? '' } : { metric: nameOf(stat.Metric), statistic: stat.Stat };
  return { id: Id, period, asked };
}

function nameOf({ Namespace, MetricName, Dimensions = [] }: TemplateMetric): MetricName {
  const dimensions = Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));
  return { namespace: Namespace, name: MetricName, dimensions };
}
