import { isDeepStrictEqual } from 'node:util';

interface MetricDirective {
  readonly Namespace: string;
  readonly Dimensions: readonly (readonly string[])[];
  readonly Metrics: readonly { readonly Name: string }[];
}

/** One metric's values in a line, with one of the sets of dimensions under which they were sent. */
export interface MetricValues {
  readonly namespace: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly values: readonly number[];
}

/** Reads the embedded metric format out of a function's output, as CloudWatch does; other lines are passed over. */
export function readEmbeddedMetrics(lines: readonly string[]): MetricValues[] {
  return lines.flatMap((line) => {
    const blob = line.includes('"_aws"') ? parse(line) : undefined;
    const header = blob?._aws as { Timestamp: number; CloudWatchMetrics?: readonly MetricDirective[] } | undefined;
    return blob === undefined || header?.CloudWatchMetrics === undefined
      ? []
      : header.CloudWatchMetrics.flatMap((each) => valuesOf(each, header.Timestamp, blob));
  });
}

/** All values of a metric. As in CloudWatch, a metric is told by its name and by exactly these dimensions. */
export function valuesOfMetric(
  found: readonly MetricValues[],
  metric: string,
  dimensions: Readonly<Record<string, string>>,
): number[] {
  return found
    .filter((each) => each.metric === metric)
    .filter((each) => isDeepStrictEqual(each.dimensions, dimensions))
    .flatMap(({ values }) => values);
}

function valuesOf(
  directive: MetricDirective,
  timestamp: number,
  blob: Readonly<Record<string, unknown>>,
): MetricValues[] {
  return directive.Dimensions.flatMap((names) => {
    const dimensions = Object.fromEntries(names.map((name) => [name, String(blob[name])]));
    return directive.Metrics.map(({ Name }) => ({
      namespace: directive.Namespace,
      timestamp,
      metric: Name,
      dimensions,
      values: ([blob[Name]].flat() as unknown[]).filter((value) => typeof value === 'number'),
    }));
  });
}

function parse(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // a line that only looks like it
  }
}
