import { listedNames } from '../../../src/contract/listed';
import { isInternalTopic, isTopicName, isTopicTemplate, TOPIC_RULE } from '../../../src/contract/topic';
import type { ReplayRequest } from '../request/request';
import type { SourcePartition } from '../selection/file-to-replay';
import { mappedTopicOf, sourcesByTarget } from './outgoing';

/**
 * Finds the fault of the names that a template makes of the topics that there are to replay: one that Kafka does not take, or
 * one for two topics, whose records would be mixed.
 *
 * @returns undefined where each topic can go to its target
 */
export function problemOfNames(request: ReplayRequest, partitions: readonly SourcePartition[]): string | undefined {
  if (!isTopicTemplate(request.targetTopic)) {
    return undefined;
  }
  const byTarget = sourcesByTarget(partitions, request);
  for (const [target, [topic]] of byTarget) {
    const problem = problemOfName(target);
    if (problem !== undefined) {
      return (
        `target_topic '${request.targetTopic}' makes '${target}' of the topic '${topic}', ${problem}; give a shorter or another ` +
        `template, or a topic_mapping for '${topic}'`
      );
    }
  }
  const [mixed] = mixedTopics(byTarget, request);
  if (mixed === undefined) {
    return undefined;
  }
  const [one, other] = mixed.topics;
  return (
    `the topics '${one}' and '${other}' would both go to '${mixed.target}', by target_topic '${request.targetTopic}' and ` +
    `topic_mapping, and their records would be mixed; give another topic_mapping, or one for both of them if that is meant`
  );
}

/** Tells of topics whose records are mixed in one target because the request names but one. */
export function remarksOnMixed(request: ReplayRequest, partitions: readonly SourcePartition[]): string[] {
  if (isTopicTemplate(request.targetTopic)) {
    return [];
  }
  return mixedTopics(sourcesByTarget(partitions, request), request).map(
    ({ topics, target }) =>
      `records of the topics ${listedNames(topics)} all go to '${target}', where they are mixed; give a target_topic such as ` +
      '"restored.{topic}" for a target each, or a topic_mapping that names each of them if that is meant',
  );
}

/** Topics that a mapping sends to one target, each by its name, are meant to be mixed. */
function mixedTopics(
  byTarget: ReturnType<typeof sourcesByTarget>,
  request: ReplayRequest,
): { readonly target: string; readonly topics: readonly string[] }[] {
  return [...byTarget]
    .filter(([, topics]) => topics.length > 1 && topics.some((topic) => mappedTopicOf(topic, request) === undefined))
    .map(([target, topics]) => ({ target, topics }));
}

function problemOfName(target: string): string | undefined {
  const { length } = target;
  if (!isTopicName(target)) {
    return `which is ${length} characters long and no name that Kafka takes: ${TOPIC_RULE}`;
  }
  return isInternalTopic(target) ? 'which is a topic that Kafka keeps for itself' : undefined;
}
