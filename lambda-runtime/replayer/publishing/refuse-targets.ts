import { PermanentError } from '../../permanent-error';
import type { ReplayRequest } from '../request/request';
import type { Warnings } from '../runs/warnings';
import type { SourcePartition } from '../selection/file-to-replay';
import { targetTopicOf } from './outgoing';
import { problemOfNames, remarksOnMixed } from './target-names';

/** Refuses targets that the names of the topics alone show to be wrong, before anything is connected to, and warns of odd ones. */
export function refuseTargets(
  request: ReplayRequest,
  partitions: readonly SourcePartition[],
  warnings: Pick<Warnings, 'add'>,
): void {
  const problem = problemOfNames(request, partitions) ?? problemOfLoop(request, partitions);
  refuse(problem, request, warnings);
  for (const remark of problem === undefined ? remarksOnMixed(request, partitions) : []) {
    warnings.add(remark);
  }
}

/**
 * Finds a topic whose records would go to a topic of the same name. If that is the topic that is ingested, it would
 * take in the replayed records, and its files would double with every replay.
 */
function problemOfLoop(request: ReplayRequest, partitions: readonly SourcePartition[]): string | undefined {
  const looped = partitions.find(({ topic }) => targetTopicOf(topic, request) === topic);
  if (looped === undefined || request.allowed.sameTopic) {
    return undefined;
  }
  return (
    `records of the topic '${looped.topic}' would be published to a topic of the same name, and ingested again if it is ` +
    'the topic that they came from; give another target_topic or topic_mapping, or "allow_same_topic": true if it is a ' +
    'topic of another cluster'
  );
}

/** Throws an error about a problem. A dry run only warns and goes on, since its purpose is to find problems. */
function refuse(problem: string | undefined, { dryRun }: ReplayRequest, warnings: Pick<Warnings, 'add'>): void {
  if (problem !== undefined && !dryRun) {
    throw new PermanentError('TargetRefused', problem);
  }
  if (problem !== undefined) {
    warnings.add(`a replay that is not dry would be refused: ${problem}`);
  }
}
