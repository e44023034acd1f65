import { errorMessage } from '../../errors';
import { type Publisher, SettingsForbiddenError } from '../../kafka/publisher';
import type { Clock } from '../pacing/clock';
import type { ReplayRequest } from '../request/request';
import type { Warnings } from '../runs/warnings';
import { TopicRules } from './topic-rules';

/** Reads what topics take and keep. Where that cannot be read the replay goes on with a warning: many users may not. */
export async function readRules(
  topics: readonly string[],
  publisher: Publisher,
  request: ReplayRequest,
  warnings: Warnings,
  clock: Clock,
): Promise<ReadonlyMap<string, TopicRules>> {
  const rules = new Map<string, TopicRules>();
  for (const topic of topics) {
    try {
      rules.set(topic, new TopicRules(topic, await publisher.settings(topic), request, clock));
    } catch (error) {
      warnings.add(
        `nobody knows whether the topic '${topic}' keeps what is published to it: its settings cannot be read; ${reasonOf(topic, error)}`,
      );
    }
  }
  for (const warning of [...rules.values()].flatMap((rule) => rule.warnings())) {
    warnings.add(warning);
  }
  return rules;
}

function reasonOf(topic: string, error: unknown): string {
  return error instanceof SettingsForbiddenError
    ? `allow the user DESCRIBE_CONFIGS on the topic '${topic}' (with AWS IAM: kafka-cluster:DescribeTopicDynamicConfiguration)`
    : errorMessage(error);
}
