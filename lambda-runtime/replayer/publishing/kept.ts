import type { Deadline } from '../../deadline/deadline';
import { inTime } from '../../deadline/in-time';
import { PermanentError } from '../../permanent-error';
import type { KnownTimes } from '../reading/known-times';
import type { ReplayRequest } from '../request/request';
import { compare } from '../selection/compare';
import type { SourcePartition } from '../selection/file-to-replay';
import { targetTopicOf } from './outgoing';
import { HOW_TO_MEND, passesBy, type TopicRules } from './topic-rules';

/** @returns the times of the records that there are to replay, as far as they are known before all is read */
export type TellTimes = () => Promise<ReadonlyMap<string, KnownTimes>>;

/** Refuses to publish what a topic would not take, or would delete at once, as far as it is known. */
export async function assertKept(
  request: ReplayRequest,
  partitions: readonly SourcePartition[],
  tellTimes: TellTimes,
  rules: ReadonlyMap<string, TopicRules>,
  deadline: Deadline,
): Promise<void> {
  if (![...rules.values()].some(({ dependOnTime }) => dependOnTime)) {
    return;
  }
  const times = await inTime(deadline, tellTimes(), 'reading first files');
  // By name, as directories are listed in no order: the same files are refused with the same words.
  for (const { key, topic } of [...partitions].sort((a, b) => compare(a.key, b.key))) {
    const [rule, known] = [rules.get(targetTopicOf(topic, request)), times.get(key)];
    if (rule !== undefined && known !== undefined) {
      for (const [which, time] of [
        ['oldest', known.oldest],
        ['newest', known.newest],
      ] as const) {
        const problem = rule.problemOfTime(time);
        if (problem !== undefined && !passesBy(request, problem)) {
          throw new PermanentError(
            'TargetRefused',
            `nothing was published, because of the ${which} record that is known of ${key}: ${problem.reason}; ${HOW_TO_MEND[problem.kind]}`,
          );
        }
      }
    }
  }
}
