import { isInternalTopic, isTopicName, isTopicTemplate, TOPIC_RULE } from '../../../src/contract/topic';
import type { ReplayRequest } from '../request/request';
import type { SourcePartition } from '../selection/file-to-replay';
import { mappedTopicOf, targetTopicOf } from './outgoing';

/**
 * Finds the fault of the names that a template makes of the topics that there are to replay: one that Kafka does not take, or
 * one for two topics, whose records would be mixed. Topics that a mapping sends to one target are meant to be mixed.
 *
 * @returns undefined where each topic can go to its target
 */
export function problemOfNames(request: ReplayRequest, partitions: readonly SourcePartition[]): string | undefined {
  if (!isTopicTemplate(request.targetTopic)) {
    return undefined;
  }
  const sources = new Map<string, string>();
  for (const topic of [...new Set(partitions.map(({ topic }) => topic))].sort()) {
    const target = targetTopicOf(topic, request);
    const problem = problemOfName(target);
    if (problem !== undefined) {
      return (
        `target_topic '${request.targetTopic}' makes '${target}' of the topic '${topic}', ${problem}; give a shorter or another ` +
        `template, or a topic_mapping for '${topic}'`
      );
    }
    const other = sources.get(target);
    if (other !== undefined && ![topic, other].every((source) => mappedTopicOf(source, request) !== undefined)) {
      return (
        `the topics '${other}' and '${topic}' would both go to '${target}', by target_topic '${request.targetTopic}' and ` +
        `topic_mapping, and their records would be mixed; give another topic_mapping, or one for both of them if that is meant`
      );
    }
    sources.set(target, topic);
  }
  return undefined;
}

function problemOfName(target: string): string | undefined {
  const { length } = target;
  if (!isTopicName(target)) {
    return `which is ${length} characters long and no name that Kafka takes: ${TOPIC_RULE}`;
  }
  return isInternalTopic(target) ? 'which is a topic that Kafka keeps for itself' : undefined;
}
