import type { Context } from 'aws-lambda';
import {
  DIMENSIONS,
  type FunctionMetricName,
  type LatencyName,
  type MetricName,
  type TotalName,
} from '../../src/contract/metrics';
import { embeddedLine, MOST_VALUES } from './embedded-line';

/** The things that a value is counted for. Topic and partition are left out where nobody knows them. */
export interface MetricOrigin {
  readonly sizeClass: string;
  readonly topic?: string;
  readonly partition?: number | string;
}

/**
 * The metrics of one invocation, in CloudWatch's embedded format: lines of the log, no call to an API. Latencies keep every
 * single value, so that percentiles are real; the rest are totals of the invocation.
 */
export class InvocationMetrics {
  private readonly byOrigin = new Map<string, OriginMetrics>();
  private readonly counts = new Map<FunctionMetricName, number>();

  public constructor(
    private readonly namespace: string,
    private readonly context: Pick<Context, 'functionName' | 'awsRequestId'>,
  ) {}

  public of(origin: MetricOrigin): OriginMetrics {
    const { sizeClass, topic, partition } = origin;
    const key = JSON.stringify([sizeClass, topic, partition]);
    let found = this.byOrigin.get(key);
    if (found === undefined) {
      found = new OriginMetrics(this.namespace, this.context, origin);
      this.byOrigin.set(key, found);
    }
    return found;
  }

  /** Counts something that is of no size class. */
  public count(name: FunctionMetricName, amount: number): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + amount);
  }

  /** Writes out what has come together, at the end of the invocation. */
  public publish(): void {
    if (this.counts.size > 0) {
      const { functionName, awsRequestId } = this.context;
      const others = { [DIMENSIONS.functionName]: functionName, function_request_id: awsRequestId };
      const line = embeddedLine(this.namespace, this.counts, others, [[DIMENSIONS.functionName]]);
      process.stdout.write(`${line}\n`);
    }
    this.counts.clear();
    for (const metrics of this.byOrigin.values()) {
      metrics.publish();
    }
    this.byOrigin.clear();
  }
}

/** The metrics of one size class and partition. */
export class OriginMetrics {
  private readonly values = new Map<MetricName, number | number[]>();
  private offsets: { first: number; last: number } | undefined;

  public constructor(
    private readonly namespace: string,
    private readonly context: Pick<Context, 'functionName' | 'awsRequestId'>,
    private readonly origin: MetricOrigin,
  ) {}

  public latency(name: LatencyName, milliseconds: number): void {
    const values = this.values.get(name);
    if (!Array.isArray(values)) {
      this.values.set(name, [milliseconds]);
      return;
    }
    values.push(milliseconds);
    if (values.length === MOST_VALUES) {
      // The format takes no more of one metric in a line. Totals and offsets wait for the last one.
      this.print(new Map([[name, values]]), {});
      this.values.delete(name);
    }
  }

  public add(name: TotalName, amount: number): void {
    const before = this.values.get(name);
    this.values.set(name, (typeof before === 'number' ? before : 0) + amount);
  }

  /** Notes that a record is among those that were counted, for whoever looks for it in the log. */
  public covers(offset: number): void {
    const { first = offset, last = offset } = this.offsets ?? {};
    this.offsets = { first: Math.min(first, offset), last: Math.max(last, offset) };
  }

  public publish(): void {
    if (this.values.size > 0) {
      const { first, last } = this.offsets ?? {};
      this.print(this.values, { first_offset: first, last_offset: last });
    }
    this.values.clear();
    this.offsets = undefined;
  }

  private print(values: ReadonlyMap<MetricName, number | readonly number[]>, more: Record<string, unknown>): void {
    const { functionName, awsRequestId } = this.context;
    const { sizeClass, topic, partition } = this.origin;
    const dimensions = { [DIMENSIONS.functionName]: functionName, [DIMENSIONS.sizeClass]: sizeClass };
    // The request's id has the name that it has in all other lines.
    const properties = { function_request_id: awsRequestId, topic, partition, ...more };
    process.stdout.write(`${embeddedLine(this.namespace, values, { ...dimensions, ...properties })}\n`);
  }
}
