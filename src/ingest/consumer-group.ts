import { constructError } from '../construct-error';
import { isSameCluster } from '../kafka/same-cluster';
import { readableText } from '../readable-references';
import { type IngestOfApp, ingestsOf } from './ingests-of-app';

/**
 * Refuses a consumer group that another ingest of the app has on the same cluster: the two would take each other's
 * partitions, and continue from each other's offsets.
 * https://docs.aws.amazon.com/lambda/latest/api/API_SelfManagedKafkaEventSourceConfig.html: unique among all event sources
 */
export function validateOwnGroup(ingest: IngestOfApp): void {
  const group = groupOf(ingest);
  if (group === undefined) {
    return;
  }
  const { construct, cluster } = ingest;
  const other = ingestsOf(construct).find(
    (earlier) => groupOf(earlier) === group && isSameCluster(construct, earlier.cluster, cluster),
  );
  if (other) {
    throw constructError(
      construct,
      `consumerGroupId '${group}' is that of '${other.construct.node.path}' on the same cluster, and each event source mapping needs a group of its own: give another name`,
    );
  }
}

function groupOf({ construct, consumerGroupId }: IngestOfApp): string | undefined {
  return consumerGroupId === undefined ? undefined : readableText(construct, consumerGroupId);
}
