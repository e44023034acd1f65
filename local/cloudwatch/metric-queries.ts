import { evaluate } from './metric-math';
import { aggregate, type Sample, type Series } from './series';

/** A metric is told by all three. */
export interface MetricName {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** The query of an alarm or a widget: a statistic of a metric, or an expression over other queries. */
export interface MetricQuery {
  readonly id: string;
  /** The period in seconds. */
  readonly period: number;
  readonly asked: { readonly metric: MetricName; readonly statistic: string } | { readonly expression: string };
}

/** The values that were sent of a metric; none of one that nobody sent. */
export type Sent = (metric: MetricName) => readonly Sample[];

/** The values of all queries by id. An expression may use another one that follows it. */
export function answer(queries: readonly MetricQuery[], sent: Sent): ReadonlyMap<string, Series> {
  const found = new Map<string, Series>();
  let open = queries;
  while (open.length > 0) {
    const ready = open.filter(({ asked }) => 'metric' in asked || uses(asked.expression, open).length === 0);
    if (ready.length === 0) {
      throw new Error('expressions that use each other');
    }
    for (const { id, period, asked } of ready) {
      found.set(
        id,
        'metric' in asked
          ? aggregate(sent(asked.metric), period, asked.statistic)
          : evaluate(asked.expression, found, period),
      );
    }
    open = open.filter((query) => !ready.includes(query));
  }
  return found;
}

function uses(expression: string, queries: readonly MetricQuery[]): string[] {
  const words: readonly string[] = expression.match(/\w+/g) ?? [];
  return queries.map(({ id }) => id).filter((id) => words.includes(id));
}
