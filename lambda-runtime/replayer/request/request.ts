import { contradictionOf, type HeaderNames } from '../../../src/contract/header-changes';
import { type PayloadValues, readPayload } from '../../../src/contract/payload';
import { type SourceFormatSetting, toldBy } from '../../../src/contract/source-format';
import type { TopicCreationSetting } from '../../../src/contract/topic-creation';
import { UNWRITABLE_DIRECTORY } from '../../../src/contract/unwritable-records';
import { isObject } from '../../environment';
import { permanently } from '../../permanent-error';
import type { PaceLimits } from '../pacing/pace';
import type { Filters } from './filters';
import { type GivenFiles, givenFiles } from './given-files';
import { givenFilters } from './given-filters';
import { assertServed, assertTopicsTold, remarkOn } from './given-format';

/** The way in which target topics are made, and the snapshot that it goes by. */
export interface TopicCreation extends TopicCreationSetting {
  readonly snapshot: string | undefined;
  readonly sourceCluster: string | undefined;
}

/** A request for one replay. */
export interface ReplayRequest {
  /** A directory on the mount, which ends in a slash; empty for the whole mount. */
  readonly sourcePrefix: string;
  /** The files below it that are replayed: those of the ingest, those of records that it has set aside, or those of others. */
  readonly sourceFormat: PayloadValues['source_format'];
  readonly dryRun: boolean;
  /** The topic for records whose source topic is not in the mapping; with `{topic}` in it, one for each source topic. */
  readonly targetTopic: string;
  /** The target topics by source topic. */
  readonly topicMapping: Readonly<Record<string, string>>;
  /** The things that are refused, or are no success, unless the request allows them. */
  readonly allowed: {
    /** True if records may go to a topic of the name that they came from. */
    readonly sameTopic: boolean;
    /** True if a replay of no record at all is a success. */
    readonly empty: boolean;
    /** True if records may be sent that the topic's retention deletes at once. */
    readonly expired: boolean;
  };
  /** The way in which missing target topics are made; undefined if they must exist. */
  readonly createTopic: TopicCreation | undefined;
  readonly preservePartition: boolean;
  readonly preserveTimestamp: boolean;
  /** The target partitions by source partition; source partitions that are not in it keep their number. */
  readonly partitionMapping: Readonly<Record<string, number>>;
  /** The name of a header that tells the record's origin; without a name there is no such header. */
  readonly originalOffsetHeader: string | undefined;
  /** The names of headers that are taken away. */
  readonly stripHeaders: readonly string[] | undefined;
  /** New names of headers by old ones. */
  readonly renameHeaders: HeaderNames | undefined;
  readonly filters: Filters;
  /** True if directories that are named after times outside the window are left out, without listing them. */
  readonly timeDirectories: boolean;
  /** The files, if the workflow has named them; otherwise all files below the prefix are replayed. */
  readonly files: GivenFiles | undefined;
  /** The limits of a replay that publishes; a dry run has none. */
  readonly pace: PaceLimits;
  /** The treatment of a file that cannot be read, in a replay that publishes. */
  readonly onUnreadable: 'fail' | 'skip';
  /** The treatment of a record that the topic never takes. */
  readonly onUndeliverable: 'fail' | 'skip';
  /** The cursor as it came. It belongs to the rest of the request, and is therefore read together with it. */
  readonly cursor: unknown;
  readonly deadlineSeconds: number | undefined;
  /** A sentence on what the request asks for in vain. */
  readonly remark: string | undefined;
}

/**
 * Reads a payload.
 *
 * @param payload as the function was invoked with it; null and undefined ask for the defaults
 * @param defaultTopic the target of a payload that names none
 * @param defaultFormat the files of a payload that names none
 * @throws Error if it has a key or a value that cannot be, or values that contradict each other
 */
export function parseRequest(
  payload: unknown,
  defaultTopic: string,
  defaultFormat: SourceFormatSetting = 's3files',
): ReplayRequest {
  return permanently('InvalidRequest', () => requestOf(readPayload(withFormat(payload, defaultFormat)), defaultTopic));
}

function withFormat(payload: unknown, format: SourceFormatSetting): unknown {
  const given = payload ?? {};
  return isObject(given) && given.source_format === undefined ? { ...given, source_format: format } : payload;
}

function requestOf(given: ReturnType<typeof readPayload>, defaultTopic: string): ReplayRequest {
  const filters = givenFilters(given);
  if (given.time_directories && filters.time === undefined) {
    throw new Error('time_directories leaves out what lies outside a window of time; give from, to or both with it');
  }
  if (Object.keys(given.partition_mapping).length > 0 && !given.preserve_partition) {
    throw new Error('partition_mapping needs preserve_partition; otherwise the key chooses the partition');
  }
  assertHeaders(given);
  assertServed(given);
  const targetTopic = given.target_topic ?? defaultTopic;
  assertTopicsTold(given, targetTopic);
  // The order of the keys is part of a cursor's fingerprint.
  return {
    sourcePrefix: sourcePrefixOf(given),
    sourceFormat: given.source_format,
    dryRun: given.dry_run,
    targetTopic,
    topicMapping: given.topic_mapping,
    allowed: { sameTopic: given.allow_same_topic, empty: given.allow_empty, expired: given.allow_expired },
    createTopic: creationOf(given),
    preservePartition: given.preserve_partition && toldBy(given.source_format).partition,
    preserveTimestamp: given.preserve_timestamp,
    partitionMapping: given.partition_mapping,
    originalOffsetHeader: given.original_offset_header,
    stripHeaders: given.strip_headers,
    renameHeaders: given.rename_headers,
    filters,
    timeDirectories: given.time_directories,
    files: givenFiles(given),
    pace: paceOf(given),
    onUnreadable: given.on_unreadable,
    onUndeliverable: given.on_undeliverable,
    cursor: given.cursor,
    deadlineSeconds: given.deadline_seconds,
    remark: remarkOn(given),
  };
}

/** @throws Error if what is to become of headers contradicts itself */
function assertHeaders(
  given: Pick<PayloadValues, 'strip_headers' | 'rename_headers' | 'original_offset_header'>,
): void {
  const problem = contradictionOf({
    strip: { name: 'strip_headers', headers: given.strip_headers },
    rename: { name: 'rename_headers', headers: given.rename_headers },
    add: { name: 'original_offset_header', header: given.original_offset_header },
  });
  if (problem !== undefined) {
    throw new Error(problem);
  }
}

/** The way in which topics are made. A snapshot is used only for topics that are made like their sources. */
function creationOf({
  create_topic: creation,
  snapshot,
  source_cluster: sourceCluster,
}: Pick<PayloadValues, 'create_topic' | 'snapshot' | 'source_cluster'>): TopicCreation | undefined {
  if (!creation?.likeSource && (snapshot !== undefined || sourceCluster !== undefined)) {
    throw new Error(
      `${snapshot !== undefined ? 'snapshot' : 'source_cluster'} chooses what "create_topic": "like_source" goes by; give that ` +
        'with it, or leave it out',
    );
  }
  return creation && { ...creation, snapshot, sourceCluster };
}

/**
 * The directory to read. Records that were set aside are looked for where the ingest puts them, if nothing else is
 * said.
 */
function sourcePrefixOf({
  source_prefix: prefix,
  source_format: format,
}: Pick<PayloadValues, 'source_prefix' | 'source_format'>): string {
  return prefix === '' && format === 'unwritable' ? UNWRITABLE_DIRECTORY : prefix;
}

function paceOf({
  rate_limit_per_second: recordsPerSecond,
  rate_limit_bytes_per_second: bytesPerSecond,
  speed,
}: Pick<PayloadValues, 'rate_limit_per_second' | 'rate_limit_bytes_per_second' | 'speed'>): PaceLimits {
  return {
    ...(recordsPerSecond !== undefined && { recordsPerSecond }),
    ...(bytesPerSecond !== undefined && { bytesPerSecond }),
    ...(speed !== undefined && { speed }),
  };
}
