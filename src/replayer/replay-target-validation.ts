import { Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { constructError } from '../construct-error';
import { formatName, toldBy } from '../contract/source-format';
import { isTopicTemplate, TOPIC_PLACEHOLDER } from '../contract/topic';
import { validateTargetTopic, validateTopic } from '../kafka/topic';
import type { ReplayScheduleOptions } from './replay-schedule-options';
import type { SourceFormat } from './source-format';

/** The topics that a scheduled replay may publish to, beside the replayer's own, as far as they are known at synthesis. */
export function targetTopicsOf(options: ReplayScheduleOptions): string[] {
  return [...[options.targetTopic ?? []].flat(), ...Object.values(topicMappingOf(options))];
}

/** The mapping of a schedule; empty if it is a token as a whole, which has no value before the deployment. */
export function topicMappingOf({ topicMapping }: ReplayScheduleOptions): Readonly<Record<string, string>> {
  return topicMapping && !Token.isUnresolved(topicMapping) ? topicMapping : {};
}

/**
 * Refuses topics of a schedule that Kafka would refuse, and a template where a name belongs.
 *
 * @param scope the replayer
 */
export function validateTargets(scope: Construct, id: string, options: ReplayScheduleOptions): void {
  targetTopicsOf(options).forEach((topic) => {
    validateTargetTopic(scope, topic);
  });
  for (const [source, target] of Object.entries(topicMappingOf(options))) {
    validateTopic(scope, source);
    if (!Token.isUnresolved(target) && isTopicTemplate(target)) {
      throw constructError(
        scope,
        `schedule '${id}': topicMapping has the template '${target}' for '${source}': give a name, or the template as 'targetTopic', which is for all topics that topicMapping does not name`,
      );
    }
  }
}

/** The problem of a template whose topics are never known. */
export function problemOfTemplate(target: string, sourceFormat: SourceFormat): string | undefined {
  const format = sourceFormat._render();
  const isKnown = !Token.isUnresolved(target) && (typeof format === 'string' || !Token.isUnresolved(format.pattern));
  return isKnown && isTopicTemplate(target) && !toldBy(format).topic
    ? `topic '${target}' asks for the topic that records came from, which files of the format ${formatName(format)} do not tell: give a topic without ${TOPIC_PLACEHOLDER}`
    : undefined;
}

/** The problem of topics that are made after source topics which are never known. */
export function problemOfCreation(
  { createTopic }: ReplayScheduleOptions,
  sourceFormat: SourceFormat,
): string | undefined {
  const format = sourceFormat._render();
  const isKnown = typeof format === 'string' || !Token.isUnresolved(format.pattern);
  return createTopic?._isLikeSource && isKnown && !toldBy(format).topic
    ? `'createTopic' makes topics like those that records came from, which files of the format ${formatName(format)} do not tell: give TopicCreation.of(…)`
    : undefined;
}

/** The problem of a schedule that would be refused each time, as each record would go to a topic of the name that it came from. */
export function problemOfSameTopic(target: string, options: ReplayScheduleOptions): string | undefined {
  const { allowSameTopic, dryRun, topicMapping } = options;
  return target === TOPIC_PLACEHOLDER && !topicMapping && !allowSameTopic && !dryRun
    ? `topic '${target}' publishes each record to a topic of the name that it came from, which is refused: give 'allowSameTopic: true' if that is in another cluster, or a template such as 'restored.${TOPIC_PLACEHOLDER}'`
    : undefined;
}
