import { Annotations } from 'aws-cdk-lib/core';
import { UNWRITABLE_DIRECTORY } from '../contract/unwritable-records';
import { areOnSameFileSystem } from '../file-system/same-file-system';
import { isSameCluster } from '../kafka/same-cluster';
import { type IngestOfApp, ingestsOf, keysOf, topicsOf } from './ingests-of-app';

/**
 * Warns at synthesis if topics of the same name are written to the same directories of a file system, by whatever access
 * points. Of one cluster, each record stands there twice. Of two clusters, records of one would replace records of the
 * other, since files are named by topic, partition and offset, and each cluster counts its own offsets.
 */
export function warnOfSameTopic(ingest: IngestOfApp): void {
  const { construct } = ingest;
  construct.node.addValidation({
    validate: () => {
      const all = ingestsOf(construct);
      for (const earlier of all.slice(0, all.indexOf(ingest))) {
        const shared = sharedBy(ingest, earlier);
        if (shared) {
          const written = `topic '${shared.topic}' is written to '${shared.key}' of file system '${ingest.accessPoint.fileSystem.node.path}' by '${earlier.construct.node.path}' already`;
          if (shared.ofTwoClusters) {
            Annotations.of(construct).addWarningV2(
              'cdk-s3files:sameTopicOfTwoClusters',
              `${written}, from another 'KafkaCluster': if that is another cluster, records with the same partition and offset replace each other; give each an access point with a root directory of its own`,
            );
          } else if (!(ingest.isFiltered && earlier.isFiltered)) {
            Annotations.of(construct).addWarningV2(
              'cdk-s3files:sameTopicTwice',
              `${written}, from the same cluster: each record is written twice, and those that share files stand there twice, which a replay tells and other readers do not; make one ingest of the two, or give each an access point with a root directory of its own`,
            );
          }
        }
      }
      return [];
    },
  });
}

interface Shared {
  readonly topic: string;
  readonly key: string;
  readonly ofTwoClusters: boolean;
}

/** A topic and a directory that two ingests would write. */
function sharedBy(one: IngestOfApp, other: IngestOfApp): Shared | undefined {
  const topics = topicsOf(other);
  const topic = topicsOf(one).find((each) => topics.includes(each));
  if (topic === undefined || !areOnSameFileSystem(one.accessPoint, other.accessPoint)) {
    return undefined;
  }
  const ofTwoClusters = !isSameCluster(one.construct, one.cluster, other.cluster);
  // Of one cluster, what is set aside has the same file whoever writes it.
  const [mine, theirs] = ofTwoClusters ? [one, other] : [withoutSetAside(one), withoutSetAside(other)];
  const keys = keysOf(theirs);
  const key = keysOf(mine).find((each) => keys.includes(each));
  return key === undefined ? undefined : { topic, key, ofTwoClusters };
}

function withoutSetAside(ingest: IngestOfApp): IngestOfApp {
  return { ...ingest, directories: ingest.directories.filter((directory) => directory !== UNWRITABLE_DIRECTORY) };
}
