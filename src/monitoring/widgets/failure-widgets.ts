import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { FULL, HEIGHT } from './sizes';

/** Where both handlers log, and what AWS Lambda says in their place when they are killed. */
const QUERY = [
  'fields @timestamp, coalesce(message, @message) as what, topic, partition, offset, path, problem',
  'filter level = "ERROR" or @message like /Task timed out|Runtime exited|Status: error/',
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
