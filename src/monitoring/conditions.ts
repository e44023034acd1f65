import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Duration, Tokenization } from 'aws-cdk-lib/core';
import type { IS3FilesFileSystem } from '../interfaces/file-system';
import type { S3FilesReplayer } from '../replayer/s3-files-replayer';
import { above, atLeast, type Condition } from './alarm-row';
import type { WatchedTopic } from './watched';

/** The period of every alarm. It is the same for all, so that alarms with one cause are raised at the same time. */
export const PERIOD = Duration.minutes(5);

/**
 * The value is larger than in the period before, and not small.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html: DIFF has no value where the one
 * before is missing.
 *
 * @param metrics what rises, as `rising`, and what is not small, as `waiting`; one metric may be both
 */
function rising(metrics: { waiting: cloudwatch.IMetric; rising?: cloudwatch.IMetric }, least: string): Condition {
  const name = metrics.rising ? 'rising' : 'waiting';
  return above(
    new cloudwatch.MathExpression({
      expression: `IF(waiting >= ${least}, DIFF(${name}), 0)`,
      usingMetrics: { ...metrics },
      label: 'more than in the period before',
      period: PERIOD,
    }),
    0,
  );
}

export function lagGrowing({ ingest, topic }: WatchedTopic, least: number): Condition | undefined {
  return ingest._publishes('MaxOffsetLag')
    ? rising({ waiting: ingest.metricOffsetLag({ topic, period: PERIOD }) }, Tokenization.stringifyNumber(least))
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
 * The same if the mapping does not report the records that it took: the lag does not change at all, or does not become
 * smaller while the function writes nothing. The first finds a topic that stands still among others that move. The
 * second finds one that stands still while records come in. The least lag alone does not show the first: that of a busy
 * topic may be 1 in each period.
 */
function lagWithoutWrites(watched: WatchedTopic, least: number): Condition {
  const { ingest, topic } = watched;
  return waitingWhile(
    watched,
    least,
    '(highest == waiting AND DIFF(waiting) == 0) OR (DIFF(waiting) >= 0 AND SUM([none, written, aside]) == 0)',
    {
      highest: ingest.metricOffsetLag({ topic, period: PERIOD }),
      written: ingest.metricRecordsWritten(),
      aside: ingest.metricUnwritable(),
    },
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
 *
 * A sum falls by a fifth for each minute that was not sent. So the rise is told by the average, which CloudWatch keeps of
 * every metric, and of which only the sign of its change counts: in how many parts the service sends a minute is not
 * documented.
 */
export function pendingExports(fileSystem: IS3FilesFileSystem, least: number): Condition {
  return rising(
    {
      waiting: fileSystem.metricPendingExports({ period: PERIOD }),
      rising: fileSystem.metricPendingExports({ period: PERIOD, statistic: cloudwatch.Stats.AVERAGE }),
    },
    `${Tokenization.stringifyNumber(least)} * ${PERIOD.toMinutes()}`,
  );
}

/** The period of the age of a drill: its metric is sent once an hour. */
const LOOK = Duration.hours(1);

/** The days since a drill has succeeded. */
export function drillOverdue(replayer: S3FilesReplayer, days: number): Condition {
  return atLeast(
    new cloudwatch.MathExpression({
      expression: `seconds / ${Duration.days(1).toSeconds()}`,
      usingMetrics: { seconds: replayer.metricSecondsSinceDrill({ period: LOOK }) },
      label: 'days since a drill has succeeded',
      period: LOOK,
    }),
    days,
  );
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
