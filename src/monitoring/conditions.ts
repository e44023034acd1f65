import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Duration, Tokenization } from 'aws-cdk-lib/core';
import { above, atLeast, type Condition } from './alarm-row';
import type { WatchedTopic } from './watched';

/** Of every alarm: two alarms that are about the same moment then say so at the same time. */
export const PERIOD = Duration.minutes(5);

/**
 * The value is larger than in the period before, and not small.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html: DIFF has no value where the one
 * before is missing.
 */
function rising(waiting: cloudwatch.IMetric, least: string): Condition {
  return above(
    new cloudwatch.MathExpression({
      expression: `IF(waiting >= ${least}, DIFF(waiting), 0)`,
      usingMetrics: { waiting },
      label: 'more than in the period before',
      period: PERIOD,
    }),
    0,
  );
}

export function lagGrowing({ ingest, topic }: WatchedTopic, least: number): Condition | undefined {
  return ingest._publishes('MaxOffsetLag')
    ? rising(ingest.metricOffsetLag({ topic, period: PERIOD }), Tokenization.stringifyNumber(least))
    : undefined;
}

/**
 * Records wait, and the pollers of the topic took none.
 *
 * It looks at the least lag of a period, which is 0 in a topic of few records that are all taken. Records that a filter
 * drops were taken, too: `PolledEventCount` counts what was read, before filters.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html#event-source-mapping-metrics
 */
export function lagWithoutCommits(watched: WatchedTopic, least: number): Condition | undefined {
  const { ingest, topic } = watched;
  if (!ingest._publishes('MaxOffsetLag')) {
    return undefined;
  }
  if (!ingest._publishes('PolledEventCount')) {
    return lagWithoutWrites(watched, least);
  }
  const polled = ingest.metricPolledEvents({ topic, period: PERIOD });
  return waitingWhile(watched, least, 'SUM([none, polled]) == 0', { polled });
}

/**
 * The same where nobody counts the records that were taken: the lag is exactly as before, or not smaller while the function
 * writes nothing. The first finds a topic that stands still among others that move, the second one that stands still while
 * records come in.
 */
function lagWithoutWrites(watched: WatchedTopic, least: number): Condition {
  const { ingest } = watched;
  return waitingWhile(
    watched,
    least,
    'DIFF(waiting) == 0 OR (DIFF(waiting) >= 0 AND SUM([none, written, aside]) == 0)',
    { written: ingest.metricRecordsWritten(), aside: ingest.metricUnwritable() },
  );
}

/**
 * A sum over an array has a value where one of its parts has. `none` is 0 wherever there is a lag, and stands in for counts
 * that are not sent where they are 0.
 */
function waitingWhile(
  { ingest, topic }: WatchedTopic,
  least: number,
  condition: string,
  counts: Readonly<Record<string, cloudwatch.IMetric>>,
): Condition {
  const waiting = ingest.metricOffsetLag({ topic, statistic: cloudwatch.Stats.MINIMUM, period: PERIOD });
  return atLeast(
    new cloudwatch.MathExpression({
      expression: `IF(${condition}, waiting, 0)`,
      usingMetrics: {
        waiting,
        none: new cloudwatch.MathExpression({ expression: 'waiting * 0', usingMetrics: { waiting }, period: PERIOD }),
        ...counts,
      },
      label: 'waiting, and not taken',
      period: PERIOD,
    }),
    least,
  );
}

export function pollingErrors({ ingest, topic }: WatchedTopic, least: number): Condition | undefined {
  return ingest._publishes('PollingErrorCount')
    ? atLeast(
        new cloudwatch.MathExpression({
          expression: 'SUM([polling, committing])',
          usingMetrics: {
            polling: ingest.metricPollingErrors({ topic }),
            committing: ingest.metricCommitErrors({ topic }),
          },
          label: 'polling and commit errors',
          period: PERIOD,
        }),
        least,
      )
    : undefined;
}

/**
 * The metric is the number of files at a moment, sent each minute, with `Sum` as its only statistic: over 5 minutes it adds
 * the same files five times.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-monitoring-cloudwatch.html
 */
export function pendingExports(ofEachMinute: cloudwatch.IMetric, least: number): Condition {
  return rising(ofEachMinute, `${Tokenization.stringifyNumber(least)} * ${PERIOD.toMinutes()}`);
}

/** The longest invocation of a period, in percent of the timeout. */
export function durationNearTimeout(fn: lambda.Function, percent: number): Condition | undefined {
  const { timeout } = fn;
  return (
    timeout &&
    atLeast(
      new cloudwatch.MathExpression({
        expression: `duration / 10 / ${Tokenization.stringifyNumber(timeout.toSeconds({ integral: false }))}`,
        usingMetrics: { duration: fn.metricDuration({ statistic: cloudwatch.Stats.MAXIMUM }) },
        label: 'percent of the timeout',
        period: PERIOD,
      }),
      percent,
    )
  );
}
