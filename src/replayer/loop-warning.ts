import { Annotations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { isTopicTemplate, topicFrom } from '../contract/topic';
import { ingestsInto, topicsOf } from '../ingest/ingests-of-app';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';
import type { KafkaCluster } from '../kafka/cluster';
import { isSameCluster } from '../kafka/same-cluster';
import { readableText } from '../readable-references';

/** The topic that a replay publishes to, and the files that it reads. */
export interface Replayed {
  readonly accessPoint: IS3FilesAccessPoint;
  readonly cluster: KafkaCluster;
  /** Names, and templates that stand for one topic for each that was ingested. */
  readonly topics: readonly string[];
  /** The ingested topics whose targets a mapping names, so that no template counts for them. */
  readonly mapped?: readonly string[];
  /** The publisher, and the property that chooses other topics: `schedule 'Nightly'`, `targetTopic`. */
  readonly publisher: string;
  readonly property: string;
}

/**
 * Warns at synthesis if an ingest of this app reads a topic that a replay publishes to, of the same cluster, and writes it
 * to the file system that the replay reads.
 *
 * @param scope the replayer
 */
export function warnOfLoop(scope: Construct, replayed: Replayed): void {
  const { accessPoint, cluster, publisher, property } = replayed;
  scope.node.addValidation({
    validate: () => {
      const targets = targetsOf(scope, replayed);
      for (const ingest of ingestsInto(accessPoint)) {
        const again = targets.filter((topic) => topicsOf(ingest).includes(topic));
        if (again.length > 0 && isSameCluster(scope, ingest.cluster, cluster)) {
          Annotations.of(scope).addWarningV2(
            'cdk-s3files:replayIsIngestedAgain',
            `${publisher} publishes to '${again.join("', '")}', which '${ingest.construct.node.path}' reads from the same cluster and writes to file system '${accessPoint.fileSystem.node.path}', that is replayed: each replay would be ingested again, so that the files double; choose ${property} that is not ingested there`,
          );
        }
      }
      return [];
    },
  });
}

/** The topics that are published to, as texts: of a template, one for each topic that this app ingests into the files. */
function targetsOf(scope: Construct, { accessPoint, topics, mapped = [] }: Replayed): string[] {
  const sources = new Set(ingestsInto(accessPoint).flatMap(topicsOf));
  mapped.forEach((topic) => {
    sources.delete(readableText(scope, topic));
  });
  const targets = topics
    .map((topic) => readableText(scope, topic))
    .flatMap((topic) => (isTopicTemplate(topic) ? [...sources].map((source) => topicFrom(topic, source)) : [topic]));
  return [...new Set(targets)];
}
