import type { Context } from 'aws-lambda';
import { readEmbeddedMetrics, valuesOfMetric } from '../../../local/lambda/embedded-metrics';

/** An invocation's context; `remaining` tells the milliseconds that are left, a minute where nothing is said. */
export function aContext(remaining: () => number = () => 60_000): Context {
  return {
    awsRequestId: '00000000-0000-4000-8000-000000000000',
    functionName: 'a-function',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:a-function',
    memoryLimitInMB: '1769',
    logGroupName: '/aws/lambda/a-function',
    logStreamName: 'stream',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: remaining,
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
}

export interface PrintedLines {
  /** Metrics in the embedded format, parsed. */
  metrics(): EmbeddedMetrics[];
  /** Lines of the log, parsed. */
  logs(): Record<string, unknown>[];
}

export interface EmbeddedMetrics {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly {
      readonly Namespace: string;
      readonly Dimensions: readonly (readonly string[])[];
      readonly Metrics: readonly { readonly Name: string; readonly Unit: string }[];
    }[];
  };
  readonly SizeClass: string;
  readonly [name: string]: unknown;
}

/** Catches what a handler prints, which is where metrics and logs go. */
export function capturePrinted(): PrintedLines {
  const chunks: string[] = [];
  const catchChunk = (chunk: string | Uint8Array): boolean => {
    chunks.push(Buffer.from(chunk as Uint8Array).toString());
    return true;
  };
  jest.spyOn(process.stdout, 'write').mockImplementation(catchChunk);
  jest.spyOn(process.stderr, 'write').mockImplementation(catchChunk);
  const lines = () =>
    chunks
      .join('')
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line): Record<string, unknown> => JSON.parse(line));
  return {
    metrics: () => lines().filter((line) => '_aws' in line) as unknown as EmbeddedMetrics[],
    logs: () => lines().filter((line) => !('_aws' in line)),
  };
}

/** All values of a metric in a size class, over all lines. */
export function metricValues(lines: readonly EmbeddedMetrics[], SizeClass: string, name: string): number[] {
  return embeddedValues(lines, name, { FunctionName: aContext().functionName, SizeClass });
}

/** All values of a metric that has exactly these dimensions, as CloudWatch reads them. */
export function embeddedValues(
  lines: readonly EmbeddedMetrics[],
  name: string,
  dimensions: Readonly<Record<string, string>>,
): number[] {
  const printed = lines.map((line) => JSON.stringify(line));
  return valuesOfMetric(readEmbeddedMetrics(printed), name, dimensions);
}
