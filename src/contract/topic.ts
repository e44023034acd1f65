// Kafka's own rule: https://github.com/apache/kafka/blob/trunk/clients/src/main/java/org/apache/kafka/common/internals/Topic.java
const TOPIC_NAME = /^[a-zA-Z0-9._-]{1,249}$/;

/** The rule in words, for errors. */
export const TOPIC_RULE = "1 to 249 letters, digits, '.', '_' and '-', and not '.' or '..' alone";

/** True for a name that Kafka accepts for a topic. Such a name can be one component of a path, too. */
export function isTopicName(name: unknown): name is string {
  return typeof name === 'string' && TOPIC_NAME.test(name) && name !== '.' && name !== '..';
}

/** The place in a template for the name of the topic that a record came from. */
export const TOPIC_PLACEHOLDER = '{topic}';

/** Tells whether a target is not one topic but one for each source topic, such as `restored.{topic}`. */
export function isTopicTemplate(target: string): boolean {
  return target.includes(TOPIC_PLACEHOLDER);
}

/** The name that a target has for one source topic; a target that is no template has the same for all. */
export function topicFrom(target: string, sourceTopic: string): string {
  return target.split(TOPIC_PLACEHOLDER).join(sourceTopic);
}

/**
 * Topics that Kafka keeps for itself, and into which no client can write.
 * https://github.com/apache/kafka/blob/trunk/clients/src/main/java/org/apache/kafka/common/internals/Topic.java
 */
const INTERNAL_TOPICS = ['__consumer_offsets', '__transaction_state', '__share_group_state', '__cluster_metadata'];

/** Tells whether Kafka keeps a topic for itself. */
export function isInternalTopic(name: string): boolean {
  return INTERNAL_TOPICS.includes(name);
}

/** The rule of targets in words, for errors. */
export const TARGET_RULE = `${TOPIC_RULE}, none of Kafka's own, such as '__consumer_offsets', and '${TOPIC_PLACEHOLDER}' for the name of each source topic`;

/** True for the name of a topic that records can be published to, and for a template that makes such names. */
export function isTargetTopic(target: unknown): target is string {
  return typeof target === 'string' && isTopicName(topicFrom(target, 't')) && !isInternalTopic(target);
}
