import { Annotations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';
import type { KafkaCluster } from '../kafka/cluster';
import { sharedState } from '../shared-state';

/**
 * Warns if topics of the same name, of two clusters, are written to the same directories. Files are named by topic,
 * partition and offset, and each cluster counts its own offsets: records of one would replace records of the other.
 */
export function warnOfSameTopic(
  scope: Construct,
  accessPoint: IS3FilesAccessPoint,
  cluster: KafkaCluster,
  topic: string,
  prefixes: string[],
): void {
  // The clusters whose topics the access point writes, by directory and topic.
  const clusters = sharedState(accessPoint, 'topicClusters', () => new Map<string, KafkaCluster>());
  const places = prefixes.map((prefix) => `${prefix}${topic}`);
  if (places.some((place) => (clusters.get(place) ?? cluster) !== cluster)) {
    Annotations.of(scope).addWarningV2(
      'cdk-s3files:sameTopicOfTwoClusters',
      `topic '${topic}' is written by access point '${accessPoint.node.path}' from another 'KafkaCluster' already, to the same directories: if that is another cluster, records with the same partition and offset replace each other; give each an access point, or 'sizeClasses' with prefixes, of its own`,
    );
  }
  for (const place of places) {
    clusters.set(place, cluster);
  }
}
