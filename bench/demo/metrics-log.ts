import type { Step } from './steps';

/** The name of the metrics of a run, in the folder of its report. */
export const METRICS_FILE = 'metrics.ndjson';

/** The id of the event source mapping in these metrics. In an account AWS assigns it. */
export const MAPPING_ID = 'demo-mapping';

type Dimensions = Readonly<Record<string, string>>;

/**
 * The metrics of a run as lines of CloudWatch's embedded format: those that the handlers printed, and those of AWS Lambda
 * that its stand-ins know. (CloudWatch takes no line of `AWS/…` from others; here it makes one kind of line for all.)
 */
export class MetricsLog {
  readonly lines: string[] = [];

  /** @param startedAt the run's start, in milliseconds since 1970 */
  constructor(private readonly startedAt: number) {}

  /** Keeps those lines of a function's output that are metrics. */
  addPrinted(output: readonly string[]): void {
    this.lines.push(...output.filter((line) => line.startsWith('{"_aws"')));
  }

  /**
   * Adds the metrics that Lambda sends of each invocation, with the time at which it began. There is one execution
   * environment.
   * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
   */
  addInvocations(functionName: string, { invocations }: Step): void {
    for (const { startedAt, seconds, failed } of invocations) {
      const values = {
        Invocations: 1,
        Errors: failed ? 1 : 0,
        Throttles: 0,
        Duration: seconds * 1000,
        ConcurrentExecutions: 1,
      };
      this.add({ FunctionName: functionName }, values, this.startedAt + startedAt * 1000);
    }
  }

  /** Adds the number of records that the poller took for a batch. */
  addPolled(records: number): void {
    this.add({ EventSourceMappingUUID: MAPPING_ID }, { PolledEventCount: records, ProvisionedPollers: 1 }, Date.now());
  }

  /** @param lags how many records of each partition are not committed yet */
  addLag(lags: readonly number[]): void {
    const values = { MaxOffsetLag: Math.max(...lags), SumOffsetLag: lags.reduce((sum, lag) => sum + lag, 0) };
    this.add({ EventSourceMappingUUID: MAPPING_ID }, values, Date.now());
  }

  private add(dimensions: Dimensions, values: Readonly<Record<string, number>>, timestamp: number): void {
    const metrics = Object.keys(values).map((Name) => ({ Name }));
    const directive = { Namespace: 'AWS/Lambda', Dimensions: [Object.keys(dimensions)], Metrics: metrics };
    const header = { Timestamp: Math.round(timestamp), CloudWatchMetrics: [directive] };
    this.lines.push(JSON.stringify({ _aws: header, ...dimensions, ...values }));
  }
}
