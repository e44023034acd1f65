import type { Construct, IConstruct } from 'constructs';
import { rootKey } from '../file-system/root-key';
import { areOnSameFileSystem } from '../file-system/same-file-system';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';
import type { KafkaCluster } from '../kafka/cluster';
import { readableText } from '../readable-references';
import { sharedState } from '../shared-state';
import type { WrittenFiles } from './written-files';

/** The topics and directories of an ingest of the app, for the warnings of what does not go together. */
export interface IngestOfApp {
  readonly construct: Construct;
  readonly accessPoint: IS3FilesAccessPoint;
  readonly cluster: KafkaCluster;
  readonly topics: readonly string[];
  readonly consumerGroupId?: string;
  /** True if it writes a part of its topics only. */
  readonly isFiltered: boolean;
  /** The directories below the access point's root that its files are in. */
  readonly directories: readonly string[];
  readonly files: WrittenFiles;
}

/**
 * The ingests of the app, in the order in which they were made. One is complete at synthesis only.
 *
 * @param scope any construct of the app
 */
export function ingestsOf(scope: IConstruct): IngestOfApp[] {
  return sharedState(scope.node.root, 'ingests', (): IngestOfApp[] => []);
}

/** The ingests of the app that write to the file system of an access point. */
export function ingestsInto(accessPoint: IS3FilesAccessPoint): IngestOfApp[] {
  return ingestsOf(accessPoint).filter((ingest) => areOnSameFileSystem(ingest.accessPoint, accessPoint));
}

/** The keys in the bucket that the files of an ingest begin with. */
export function keysOf({ accessPoint, directories }: IngestOfApp): string[] {
  return directories.map((directory) => readableText(accessPoint, `${rootKey(accessPoint)}${directory}`));
}

/** The topics of an ingest as texts, by which tokens are compared too. */
export function topicsOf({ construct, topics }: IngestOfApp): string[] {
  return topics.map((topic) => readableText(construct, topic));
}
