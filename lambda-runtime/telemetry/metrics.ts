import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

const UNITS = {
  WriteLatencyMs: MetricUnit.Milliseconds,
  ReadLatencyMs: MetricUnit.Milliseconds,
  FilesWritten: MetricUnit.Count,
  FilesRead: MetricUnit.Count,
  BytesWritten: MetricUnit.Bytes,
  BytesRead: MetricUnit.Bytes,
  RecordsWritten: MetricUnit.Count,
  RecordsPublished: MetricUnit.Count,
  RecordsFailed: MetricUnit.Count,
  RecordsUnwritable: MetricUnit.Count,
} as const;

type LatencyName = 'WriteLatencyMs' | 'ReadLatencyMs';
type TotalName = Exclude<keyof typeof UNITS, LatencyName>;

/**
 * Metrics in CloudWatch's embedded format: lines of the log, no call to an API. Latencies keep every single value, so
 * that percentiles are real; the rest are totals of the invocation. The one dimension is SizeClass, and a total over all
 * classes has none.
 */
export class ClassMetrics {
  private readonly byClass = new Map<
    string | undefined,
    { readonly metrics: Metrics; readonly totals: Map<TotalName, number> }
  >();

  public constructor(private readonly namespace: string) {}

  public latency(sizeClass: string, name: LatencyName, milliseconds: number): void {
    this.of(sizeClass).metrics.addMetric(name, UNITS[name], milliseconds);
  }

  public add(sizeClass: string, name: TotalName, amount: number): void {
    this.addTo(sizeClass, name, amount);
  }

  /** Adds to a total by class, and to the same total over all classes. */
  public addOverall(sizeClass: string, name: TotalName, amount: number): void {
    this.add(sizeClass, name, amount);
    this.addTo(undefined, name, amount);
  }

  /** Writes out what has come together, at the end of an invocation. */
  public publish(): void {
    for (const [sizeClass, { metrics, totals }] of this.byClass) {
      for (const [name, amount] of totals) {
        metrics.addMetric(name, UNITS[name], amount);
      }
      totals.clear();
      if (metrics.hasStoredMetrics()) {
        if (sizeClass === undefined) {
          // A metric without dimensions belongs to one set of them, which is empty. By itself the library would name no
          // set at all, and it forgets this one with each line that it writes.
          metrics.addDimensions({});
        }
        metrics.publishStoredMetrics();
      }
    }
  }

  private addTo(sizeClass: string | undefined, name: TotalName, amount: number): void {
    const { totals } = this.of(sizeClass);
    totals.set(name, (totals.get(name) ?? 0) + amount);
  }

  /**
   * An instance a class: the format takes 100 values a metric, so the library writes a line at the hundredth, and a
   * line keeps default dimensions only, none that were added later. The library's own default, `service`, is taken
   * out, since metrics with another set of dimensions are other metrics to CloudWatch.
   */
  private of(sizeClass: string | undefined) {
    let found = this.byClass.get(sizeClass);
    if (found === undefined) {
      const metrics = new Metrics({ namespace: this.namespace });
      metrics.clearDefaultDimensions();
      if (sizeClass !== undefined) {
        metrics.setDefaultDimensions({ SizeClass: sizeClass });
      }
      found = { metrics, totals: new Map() };
      this.byClass.set(sizeClass, found);
    }
    return found;
  }
}
