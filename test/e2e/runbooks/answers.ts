import type { Answer } from '../../../local/aws-cli/aws-shell';
import { isInSources } from './sources';
import { VARIABLES } from './world';

export function answer(operation: string, content: object, to?: object): Answer {
  return { operation, answer: content, to };
}

/** Text of the library, which must stand in its code: a page with another one has gone stale. */
export function said(text: string): string {
  if (!isInSources(text)) throw new Error(`the library says this nowhere: ${text}`);
  return text;
}

/** The values of a metric, one each five minutes; none at all where nothing was sent. */
export function metric(MetricName: string, statistic: 'Sum' | 'Maximum' | 'Average', ...values: number[]): Answer {
  const Datapoints = values.map((value, index) => ({
    Timestamp: `2026-04-13T21:${String(index * 5).padStart(2, '0')}:00Z`,
    [statistic]: value,
  }));
  return answer('cloudwatch GetMetricStatistics', { Datapoints }, { MetricName, Statistics: [statistic] });
}

/** The rows that CloudWatch Logs Insights finds in the log of a function. */
export function found(...rows: readonly Readonly<Record<string, string>>[]): Answer[] {
  const results = rows.map((row) => Object.entries(row).map(([field, value]) => ({ field, value })));
  return [
    answer('lambda GetFunctionConfiguration', { LoggingConfig: { LogGroup: 'events-ingest' } }),
    answer('logs StartQuery', { queryId: 'query-1' }),
    answer('logs GetQueryResults', { status: 'Complete', results }),
  ];
}

export function mapping(State: string, LastProcessingResult: string): Answer {
  const { MAPPING: UUID } = VARIABLES;
  return answer('lambda ListEventSourceMappings', {
    EventSourceMappings: [{ UUID, State, LastProcessingResult, Topics: ['events'] }],
  });
}
