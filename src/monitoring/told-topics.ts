import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Annotations, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { constructError } from '../construct-error';
import { areDifferent } from '../known-difference';
import type { S3FilesMonitoringProps } from './s3-files-monitoring-props';

const PROPERTIES = ['alarmTopic', 'pageAction', 'ticketAction'] as const;

/**
 * Refuses topics of another Region, and warns of topics that deliver in order: each message to one must name a group, and the action
 * of an alarm is the ARN of the topic alone. That CloudWatch names none is documented nowhere, and therefore no error.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 * https://docs.aws.amazon.com/sns/latest/dg/fifo-message-grouping.html
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function validateToldTopics(scope: Construct, props: S3FilesMonitoringProps): void {
  const own = Stack.of(scope).region;
  for (const property of PROPERTIES) {
    const topic = topicIn(props[property]);
    if (topic === undefined) {
      continue;
    }
    const given = `'${property}' '${topic.node.path}'`;
    const { region } = topic.env;
    if (areDifferent(region, own)) {
      throw constructError(
        scope,
        `${given} is in region '${region}' and the monitoring in '${own}', but an alarm tells topics of its own region only: give a topic of region '${own}'`,
      );
    }
    if (topic.fifo) {
      Annotations.of(scope).addWarningV2(
        `cdk-s3files:alarmTopicInOrder:${property}`,
        `${given} is a FIFO topic, which takes messages of a group only, and an alarm names none, so that its alarms would tell nobody: give a standard topic`,
      );
    }
  }
}

/** The topic itself, or the one of an action: those of aws-cdk-lib keep what they tell among their properties. */
function topicIn(given: object | undefined): ITopic | undefined {
  return isTopic(given) ? given : Object.values(given ?? {}).find(isTopic);
}

function isTopic(value: unknown): value is ITopic {
  return typeof value === 'object' && value !== null && 'topicArn' in value && 'fifo' in value;
}
