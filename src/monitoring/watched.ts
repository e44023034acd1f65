import { Stack, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { KafkaToS3FilesIngest } from '../ingest/kafka-to-s3-files-ingest';
import { mappingId } from '../ingest/topics';
import type { IS3FilesFileSystem } from '../interfaces/file-system';
import type { S3FilesReplayer } from '../replayer/s3-files-replayer';

/** The constructs that a monitoring watches. */
export interface Watched {
  readonly fileSystem?: IS3FilesFileSystem;
  readonly ingests: readonly KafkaToS3FilesIngest[];
  readonly replayers: readonly S3FilesReplayer[];
}

/** A topic of an ingest, or all of its topics if their metrics are not separate. */
export interface WatchedTopic {
  readonly ingest: KafkaToS3FilesIngest;
  /** Undefined for all of them. */
  readonly topic?: string;
  /** A name for ids, undefined where the topics are not told apart. */
  readonly id?: string;
}

/**
 * The topics that are watched. With pollers on demand AWS Lambda reports one lag for all topics. Otherwise each topic
 * has an id, even if there is only one, so that its alarms stay the same when a topic is added.
 */
export function topicsOf(ingest: KafkaToS3FilesIngest): WatchedTopic[] {
  if (!ingest._publishes('ProvisionedPollers')) {
    const [first, ...others] = ingest.topics;
    return [{ ingest, topic: others.length === 0 ? first : undefined }];
  }
  return ingest.topics.map((topic) => ({
    ingest,
    topic,
    id: Token.isUnresolved(topic) ? mappingId(ingest, topic) : topic,
  }));
}

/**
 * A name of a construct that is the same wherever its stack lies, and another for each construct of a stack.
 *
 * @param from who uses the name: constructs of its own stack go without the stack
 */
export function nameOf(construct: IConstruct, from: IConstruct): string {
  const stack = Stack.of(construct);
  const ids = construct.node.scopes.slice(stack.node.scopes.length).map(({ node }) => node.id);
  return (stack === Stack.of(from) ? ids : [stack.node.id, ...ids]).join('-').replace(/[^A-Za-z0-9_-]/g, '-');
}
