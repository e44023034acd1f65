import { answer, type MetricQuery } from '../../local/cloudwatch/metric-queries';
import type { Series } from '../../local/cloudwatch/series';
import type { WidgetProperties } from './dashboard';
import type { MetricStore } from './metric-store';

/** A line of a graph. */
export interface Line {
  readonly label: string;
  readonly axis: 'left' | 'right';
  readonly color?: string;
  readonly series: Series;
  /** The period in seconds. */
  readonly period: number;
  /** The reason why there is nothing to see; undefined if there is something. */
  readonly missing?: string;
}

/** The last part of a metric of a widget. */
interface Options {
  readonly id?: string;
  readonly label?: string;
  readonly color?: string;
  readonly expression?: string;
  readonly period?: number;
  readonly stat?: string;
  readonly visible?: boolean;
  readonly yAxis?: 'left' | 'right';
}

interface Entry extends MetricQuery {
  readonly options: Options;
}

/** CloudWatch's defaults. */
const PERIOD = 300;
const STATISTIC = 'Average';

const NOBODY_SENT = 'none sent by the demo';
const ONLY_AWS = 'no data here: only AWS counts it';

/** The lines that a widget shows, with the values that the demo's metrics give. */
export function linesOf(properties: WidgetProperties, store: MetricStore): Line[] {
  const entries = (properties.metrics ?? []).map((metric, index) => entryOf(metric, index, properties));
  const found = answer(entries, (metric) => store.samplesOf(metric));
  return entries
    .filter(({ options }) => options.visible !== false)
    .map((entry) => {
      const { id, period, asked, options } = entry;
      const series = found.get(id) ?? new Map();
      const { color, yAxis: axis = 'left' } = options;
      const label = options.label ?? ('metric' in asked ? asked.metric.name : asked.expression);
      return { label, axis, color, series, period, missing: series.size > 0 ? undefined : reasonOf(entry) };
    });
}

/** Namespace, name, pairs of names and values of dimensions, options; or options alone. */
function entryOf(metric: readonly unknown[], index: number, { stat, period }: WidgetProperties): Entry {
  const last = metric.at(-1);
  const options = typeof last === 'object' && last !== null ? (last as Options) : {};
  const [namespace = '', name = '', ...pairs] = metric.filter((part) => typeof part === 'string');
  const dimensions = Object.fromEntries(
    pairs.flatMap((key, place) => (place % 2 === 0 ? [[key, pairs[place + 1] ?? '']] : [])),
  );
  const asked =
    options.expression === undefined
      ? { metric: { namespace, name, dimensions }, statistic: options.stat ?? stat ?? STATISTIC }
      : { expression: options.expression };
  return { id: options.id ?? `line${index}`, period: options.period ?? period ?? PERIOD, asked, options };
}

/** The handlers send no count of zero. What AWS counts beside that is not known here. */
function reasonOf({ asked }: Entry): string {
  return 'metric' in asked && !asked.metric.namespace.startsWith('AWS/') ? NOBODY_SENT : ONLY_AWS;
}
