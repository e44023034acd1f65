import type { DescribedTopic, NewTopic } from '../../kafka/cluster-admin';
import { PermanentError } from '../../permanent-error';
import { sourcesByTarget } from '../publishing/outgoing';
import type { ReplayRequest, TopicCreation } from '../request/request';
import type { SourcePartition } from '../selection/file-to-replay';
import { partitionsNeeded } from './partitions-needed';
import type { SourceTopics } from './source-topics';

/** A target topic as it is to be. */
export interface WantedTopic extends NewTopic {
  /** The topics whose records go there. */
  readonly sources: readonly string[];
  /** True if it is to have these settings and no others. */
  readonly isWhole: boolean;
}

/** Settings that name brokers of the cluster that they are of. */
const OF_BROKERS = ['leader.replication.throttled.replicas', 'follower.replication.throttled.replicas'];

/**
 * Tells how the target topics are to be, in the order of their names.
 *
 * @param source given where topics are made as their source topics are
 * @throws PermanentError if that cannot be told of one of them, or if one would have too few partitions for its records
 */
export function wantedTopics(
  request: ReplayRequest,
  creation: TopicCreation,
  partitions: readonly SourcePartition[],
  source: SourceTopics | undefined,
): WantedTopic[] {
  const needed = partitionsNeeded(request, partitions);
  return [...sourcesByTarget(partitions, request)].map(([name, sources]) => {
    const like = source && sourceOf(name, sources, source);
    const wanted = { name, sources, isWhole: like !== undefined, ...shapeOf(creation, like) };
    const least = needed.get(name) ?? 0;
    if (wanted.partitions < least) {
      throw new PermanentError(
        'TargetRefused',
        `the topic '${name}' would be made with ${wanted.partitions} partitions, and the records come from partitions up to ${least - 1}; ` +
          `give create_topic ${least} partitions, or set preserve_partition to false`,
      );
    }
    return wanted;
  });
}

function shapeOf(
  { partitions, replicationFactor, config, omitConfig }: TopicCreation,
  like: DescribedTopic | undefined,
): Omit<NewTopic, 'name'> {
  const omitted = new Set([...OF_BROKERS, ...omitConfig]);
  const settings = [
    ...Object.entries(like?.config ?? {}).filter(([name]) => !omitted.has(name)),
    ...Object.entries(config),
  ];
  const replicas = replicationFactor ?? like?.replicationFactor;
  return {
    // Without a source the number is given: TOPIC_CREATION takes nothing else.
    partitions: partitions ?? like?.partitions ?? 1,
    ...(replicas !== undefined && { replicationFactor: replicas }),
    config: Object.fromEntries(settings.sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function sourceOf(
  target: string,
  sources: readonly string[],
  { key, clusterId, topics }: SourceTopics,
): DescribedTopic {
  const [name = '', other] = sources;
  if (other !== undefined) {
    throw new PermanentError(
      'TargetRefused',
      `the topics '${name}' and '${other}' both go to '${target}', which cannot be made like both of them; give create_topic ` +
        'partitions, and config if need be, in place of "like_source"',
    );
  }
  const topic = topics.find((each) => each.name === name);
  if (topic === undefined) {
    throw new PermanentError(
      'TargetRefused',
      `the snapshot ${key} of the cluster '${clusterId}' has no topic '${name}', so that nobody knows how '${target}' is to be ` +
        'made; give another snapshot, or create_topic partitions, and config if need be, in place of "like_source"',
    );
  }
  return topic;
}
