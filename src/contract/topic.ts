// Kafka's own rule: https://github.com/apache/kafka/blob/trunk/clients/src/main/java/org/apache/kafka/common/internals/Topic.java
const TOPIC_NAME = /^[a-zA-Z0-9._-]{1,249}$/;

/** The rule in words, for errors. */
export const TOPIC_RULE = "1 to 249 letters, digits, '.', '_' and '-', and not '.' or '..' alone";

/** True for a name that Kafka accepts for a topic. Such a name can be one component of a path, too. */
export function isTopicName(name: unknown): name is string {
  return typeof name === 'string' && TOPIC_NAME.test(name) && name !== '.' && name !== '..';
}
