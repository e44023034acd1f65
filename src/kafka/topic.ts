import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { constructError } from '../construct-error';
import { isTargetTopic, isTopicName, TARGET_RULE, TOPIC_RULE } from '../contract/topic';

/**
 * Refuses a topic that Kafka would refuse. A token passes.
 *
 * @param scope the construct that was given the topic
 */
export function validateTopic(scope: IConstruct, topic: string): void {
  if (!Token.isUnresolved(topic) && !isTopicName(topic)) {
    throw constructError(scope, `topic '${topic}' cannot be used: give ${TOPIC_RULE}`);
  }
}

/**
 * Refuses a topic, or a template of topics, that nothing can be published to. A token passes.
 *
 * @param scope the construct that was given the target
 */
export function validateTargetTopic(scope: IConstruct, topic: string): void {
  if (!Token.isUnresolved(topic) && !isTargetTopic(topic)) {
    throw constructError(scope, `topic '${topic}' cannot be used: give ${TARGET_RULE}`);
  }
}
