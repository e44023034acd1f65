import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { KafkaToS3FilesIngest } from '../ingest/kafka-to-s3-files-ingest';
import type { IS3FilesFileSystem } from '../interfaces/file-system';
import type { S3FilesReplayer } from '../replayer/s3-files-replayer';
import type { S3FilesMonitoringAlarms } from './monitoring-alarms';
import type { S3FilesPrices } from './prices';

/**
 * Properties of an `S3FilesMonitoring`. At least one of `fileSystem`, `ingests` and `replayers` is needed.
 */
export interface S3FilesMonitoringProps {
  /**
   * The file system to watch.
   *
   * @default - none
   */
  readonly fileSystem?: IS3FilesFileSystem;

  /**
   * The ingests to watch, of the Region of the monitoring.
   *
   * @default - none
   */
  readonly ingests?: KafkaToS3FilesIngest[];

  /**
   * The replayers to watch, with all their schedules, of the Region of the monitoring.
   *
   * @default - none
   */
  readonly replayers?: S3FilesReplayer[];

  /**
   * The topic that gets all alarms: a standard topic, in the Region of the monitoring. If a topic of this app has a policy or a key of
   * its own, that policy or key is changed so that Amazon CloudWatch may publish, even if the policy is added later.
   *
   * @default - nobody is told, but where `pageAction` or `ticketAction` is given
   */
  readonly alarmTopic?: sns.ITopic;

  /**
   * The action when an alarm of severity `PAGE` is raised. If it tells a topic that has a policy or a key of its own, let Amazon
   * CloudWatch publish there yourself.
   *
   * @default - `alarmTopic` is told
   */
  readonly pageAction?: cloudwatch.IAlarmAction;

  /**
   * The action when an alarm of severity `TICKET` is raised. If it tells a topic that has a policy or a key of its own, let Amazon
   * CloudWatch publish there yourself.
   *
   * @default - `alarmTopic` is told
   */
  readonly ticketAction?: cloudwatch.IAlarmAction;

  /**
   * Changes to the alarms: thresholds, severities, and which of them there are.
   *
   * @default - all alarms of what is watched, with their defaults
   */
  readonly alarms?: S3FilesMonitoringAlarms;

  /**
   * The name of the dashboard, which the names of all alarms begin with. No other monitoring of the account and Region may
   * have it. Up to 128 letters, digits, dashes and underscores.
   *
   * @default - names that AWS CloudFormation makes
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html
   */
  readonly name?: string;

  /**
   * Makes a dashboard. Without one, the methods that return widgets serve a dashboard of your own.
   *
   * @default true
   */
  readonly createDashboard?: boolean;

  /**
   * Prices, by which the dashboard calculates what a day costs.
   *
   * @default - those of us-east-1 on 2026-11-27
   */
  readonly prices?: S3FilesPrices;

  /**
   * The place of your runbooks, if they are not those of this library: a URL that ends in a slash, below which there is
   * `lag-grows.md#lag-growing` and so on.
   *
   * @default 'https://github.com/cdk-s3files/cdk-s3files/blob/main/docs/how-to/troubleshoot/'
   */
  readonly runbooks?: string;
}
