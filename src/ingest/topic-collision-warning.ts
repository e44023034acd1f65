import { Annotations } from 'aws-cdk-lib/core';
import { areOnSameFileSystem } from '../file-system/same-file-system';
import { isSameCluster } from '../kafka/same-cluster';
import { type IngestOfApp, ingestsOf, keysOf, topicsOf } from './ingests-of-app';

/**
 * Warns at synthesis if topics of the same name, of two clusters, are written to the same directories of a file system, by
 * whatever access points. Files are named by topic, partition and offset, and each cluster counts its own offsets: records
 * of one would replace records of the other.
 */
export function warnOfSameTopic(ingest: IngestOfApp): void {
  const { construct } = ingest;
  construct.node.addValidation({
    validate: () => {
      const all = ingestsOf(construct);
      for (const earlier of all.slice(0, all.indexOf(ingest))) {
        const shared = sharedBy(ingest, earlier);
        if (shared) {
          Annotations.of(construct).addWarningV2(
            'cdk-s3files:sameTopicOfTwoClusters',
            `topic '${shared.topic}' is written to '${shared.key}' of file system '${ingest.accessPoint.fileSystem.node.path}' by '${earlier.construct.node.path}' already, from another 'KafkaCluster': if that is another cluster, records with the same partition and offset replace each other; give each an access point with a root directory of its own`,
          );
        }
      }
      return [];
    },
  });
}

/** A topic and a directory that two ingests would write, from two clusters. */
function sharedBy(one: IngestOfApp, other: IngestOfApp): { topic: string; key: string } | undefined {
  const topics = topicsOf(other);
  const topic = topicsOf(one).find((each) => topics.includes(each));
  if (
    topic === undefined ||
    isSameCluster(one.construct, one.cluster, other.cluster) ||
    !areOnSameFileSystem(one.accessPoint, other.accessPoint)
  ) {
    return undefined;
  }
  const keys = keysOf(other);
  const key = keysOf(one).find((each) => keys.includes(each));
  return key === undefined ? undefined : { topic, key };
}
