import {
  DIMENSIONS,
  FILE_SYSTEM_METRICS,
  FUNCTION_METRICS,
  LAMBDA_METRICS,
  METRIC_UNITS,
  type MetricName,
  UNCLASSIFIED,
} from '../../../src/contract/metrics';
import { type AskedMetric, HOUR_MS, type Hours, hourly, type Span } from '../../aws/cloudwatch';
import type { DescribedFunction } from './described';

/** A metric of the function's own: of one size class, or of all. */
export function own({ name, namespace }: DescribedFunction, metric: MetricName, sizeClass?: string): AskedMetric {
  const ofAll = { [DIMENSIONS.functionName]: name };
  const dimensions = sizeClass === undefined ? ofAll : { ...ofAll, [DIMENSIONS.sizeClass]: sizeClass };
  return { namespace, name: metric, dimensions, statistic: 'Sum' };
}

export function ofLambda({ name }: DescribedFunction, metric: 'Invocations' | 'Duration'): AskedMetric {
  return {
    ...{ namespace: LAMBDA_METRICS.namespace, name: metric, statistic: 'Sum' },
    dimensions: { [LAMBDA_METRICS.functionName]: name },
  };
}

export function pollerUnits(mapping: string): AskedMetric {
  return {
    ...{ namespace: LAMBDA_METRICS.namespace, name: 'EventPollerUnit', statistic: 'Average' },
    dimensions: { [LAMBDA_METRICS.mapping]: mapping },
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html */
export function logBytes(logGroup: string): AskedMetric {
  return { namespace: 'AWS/Logs', name: 'IncomingBytes', dimensions: { LogGroupName: logGroup }, statistic: 'Sum' };
}

export function storedBytes(fileSystemId: string): AskedMetric {
  return {
    ...{ namespace: FILE_SYSTEM_METRICS.namespace, name: 'StorageBytes', statistic: 'Average' },
    dimensions: { [FILE_SYSTEM_METRICS.fileSystemId]: fileSystemId },
  };
}

/** Every metric that the function may send: each is billed for itself. */
export function allOwn(fn: DescribedFunction): AskedMetric[] {
  const classes = [undefined, ...fn.sizeClasses, UNCLASSIFIED];
  return (Object.keys(METRIC_UNITS) as MetricName[]).flatMap((metric) =>
    (FUNCTION_METRICS as readonly string[]).includes(metric)
      ? [own(fn, metric)]
      : classes.map((sizeClass) => own(fn, metric, sizeClass)),
  );
}

/** All metrics of a function, without those of its file system, which others write to as well. */
export function metricsOf(fn: DescribedFunction): AskedMetric[] {
  const { provisioned, logGroup } = fn;
  const ofService = [ofLambda(fn, 'Invocations'), ofLambda(fn, 'Duration'), logBytes(logGroup)];
  return [...allOwn(fn), ...ofService, ...provisioned.map(pollerUnits)];
}

/** The values of metrics in some time. */
export class Measured {
  private constructor(
    readonly span: Span,
    private readonly hours: ReadonlyMap<string, Hours>,
  ) {}

  /** Asks for each metric once. */
  static async ask(metrics: readonly AskedMetric[], span: Span): Promise<Measured> {
    const different = [...new Map(metrics.map((metric) => [keyOf(metric), metric])).values()];
    const found = await hourly(different, span);
    return new Measured(span, new Map(different.map((metric, index) => [keyOf(metric), found[index] ?? new Map()])));
  }

  sum(metric: AskedMetric): number {
    return [...this.of(metric).values()].reduce((total, value) => total + value, 0);
  }

  /** Values that stand for an hour, by the hours that they last: the last one is not over yet. */
  sumOfHours(metric: AskedMetric): number {
    return [...this.of(metric)].reduce(
      (total, [begin, value]) => total + value * Math.min(1, (this.span.to - begin) / HOUR_MS),
      0,
    );
  }

  has(metric: AskedMetric): boolean {
    return this.of(metric).size > 0;
  }

  /** The first hour in which one of the metrics has a value; undefined if none has. */
  first(metrics: readonly AskedMetric[]): number | undefined {
    const begins = metrics.flatMap((metric) => [...this.of(metric).keys()]);
    return begins.length === 0 ? undefined : begins.reduce((one, other) => Math.min(one, other));
  }

  private of(metric: AskedMetric): Hours {
    return this.hours.get(keyOf(metric)) ?? new Map();
  }
}

function keyOf(metric: AskedMetric): string {
  return JSON.stringify(metric);
}
