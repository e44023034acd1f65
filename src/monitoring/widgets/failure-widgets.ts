import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { FULL, HEIGHT } from './sizes';

/**
 * The lines of the handlers, and what AWS Lambda says in their place when it ends one, as text and as JSON.
 * https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html
 */
const QUERY = [
  'fields @timestamp, coalesce(message, @message) as what, topic, partition, coalesce(offset, first_offset) as at_offset, path, problem',
  'filter level = "ERROR" or @message like "Task timed out" or @message like "Runtime exited" or record.status = "timeout" or record.status = "error"',
  'sort @timestamp desc',
  'limit 50',
];

/** The last failures in the logs of the functions. */
export function failureWidgets(logGroups: readonly ILogGroup[]): cloudwatch.IWidget[] {
  return logGroups.length === 0
    ? []
    : [
        new cloudwatch.LogQueryWidget({
          title: 'Last failures',
          width: FULL,
          height: HEIGHT + 2,
          logGroupNames: [...new Set(logGroups.map(({ logGroupName }) => logGroupName))],
          queryLines: QUERY,
        }),
      ];
}
