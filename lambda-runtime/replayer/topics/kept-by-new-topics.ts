import { errorMessage } from '../../errors';
import { parseTopicSettings } from '../../kafka/topic-settings';
import { permanentName } from '../../permanent-error';
import { SYSTEM_CLOCK } from '../pacing/clock';
import { assertKept, type TellTimes } from '../publishing/kept';
import { TopicRules } from '../publishing/topic-rules';
import type { ReplayRequest } from '../request/request';
import type { SourcePartition } from '../selection/file-to-replay';
import type { TopicDependencies } from './make-topics';
import type { WantedTopic } from './wanted-topics';

/**
 * Refuses topics that would not keep the records that go there, before they are made: one that was made has to be deleted
 * before it can be made with another retention. Settings that are left to the brokers are known once the topic is there.
 */
export async function assertKeptByNew(
  request: ReplayRequest,
  partitions: readonly SourcePartition[],
  wanted: readonly WantedTopic[],
  tellTimes: TellTimes,
  { clock = SYSTEM_CLOCK, deadline, warnings }: TopicDependencies,
): Promise<void> {
  const rules = wanted.map(
    ({ name, config }) => [name, new TopicRules(name, settingsOf(config), request, clock)] as const,
  );
  try {
    await assertKept(request, partitions, tellTimes, new Map(rules), deadline);
  } catch (error) {
    if (!request.dryRun || permanentName(error) === undefined) {
      throw error;
    }
    warnings.add(`a replay that is not dry would be refused: ${errorMessage(error)}`);
  }
}

/**
 * The settings of a topic. It deletes old records unless they say otherwise:
 * https://kafka.apache.org/documentation/#topicconfigs_cleanup.policy
 */
function settingsOf(config: WantedTopic['config']) {
  const all = { 'cleanup.policy': 'delete', ...config };
  return parseTopicSettings(Object.entries(all).map(([name, value]) => ({ name, value })));
}
