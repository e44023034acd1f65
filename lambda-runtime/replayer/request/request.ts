import { isTopicName } from '../../../src/contract/topic';
import { isObject } from '../../environment';
import { isCount } from '../../records/record';
import type { PaceLimits } from '../pacing/pace';
import type { Filters } from '../selection/filters';
import { FILE_KEYS, type GivenFiles, parseFiles } from './parse-files';
import { FILTER_KEYS, parseFilters } from './parse-filters';

/** What one replay is to do. */
export interface ReplayRequest {
  /** Directory on the mount: empty for all of it, else ending in a slash. */
  readonly sourcePrefix: string;
  readonly dryRun: boolean;
  /** Of the source topics that the mapping does not name. */
  readonly targetTopic: string;
  /** Target topics by source topic. */
  readonly topicMapping: Readonly<Record<string, string>>;
  readonly preservePartition: boolean;
  readonly preserveTimestamp: boolean;
  /** Target partitions by source partition; those that are not in it keep their number. */
  readonly partitionMapping: Readonly<Record<string, number>>;
  /** The name of a header that tells where the record came from; none where it is undefined. */
  readonly originalOffsetHeader: string | undefined;
  readonly filters: Filters;
  /** Whether directories that are named after times outside the window are left out without looking into them. */
  readonly timeDirectories: boolean;
  /** Where the files are told; absent: all that stands below the prefix. */
  readonly files: GivenFiles | undefined;
  /** Of a replay that publishes. */
  readonly pace: PaceLimits;
  /** What a file that cannot be read does to its partition, where something is published. */
  readonly onUnreadable: 'fail' | 'skip';
  /** As it came; bound to the rest of the request, and therefore read with it. */
  readonly cursor: unknown;
  readonly deadlineSeconds: number | undefined;
}

type Payload = Record<string, unknown>;

const KEYS = [
  'source_prefix',
  'dry_run',
  'target_topic',
  'topic_mapping',
  'preserve_partition',
  'preserve_timestamp',
  'partition_mapping',
  'original_offset_header',
  ...FILTER_KEYS,
  'time_directories',
  'rate_limit_per_second',
  'rate_limit_bytes_per_second',
  'speed',
  'on_unreadable',
  'cursor',
  'deadline_seconds',
  ...FILE_KEYS,
];

export function parseRequest(payload: unknown, defaultTopic: string): ReplayRequest {
  const given = payload ?? {};
  if (!isObject(given)) {
    throw new Error(`the payload must be a JSON object, got ${JSON.stringify(payload)}; its keys: ${KEYS.join(', ')}`);
  }
  const unknown = Object.keys(given).filter((key) => !KEYS.includes(key));
  if (unknown.length > 0) {
    throw new Error(`the payload has the unknown key '${unknown.join("', '")}'; it may have: ${KEYS.join(', ')}`);
  }
  const preservePartition = flag(given, 'preserve_partition', true);
  const filters = parseFilters(given);
  return {
    sourcePrefix: parsePrefix(given.source_prefix ?? ''),
    dryRun: flag(given, 'dry_run', true),
    targetTopic: parseTopic(given.target_topic ?? defaultTopic),
    topicMapping: parseTopicMapping(given.topic_mapping ?? {}),
    preservePartition,
    preserveTimestamp: flag(given, 'preserve_timestamp', true),
    partitionMapping: parseMapping(given.partition_mapping ?? {}, preservePartition),
    originalOffsetHeader: parseHeaderName(given.original_offset_header ?? undefined),
    filters,
    timeDirectories: parseTimeDirectories(given, filters),
    files: parseFiles(given),
    pace: parsePace(given),
    onUnreadable: parseOnUnreadable(given.on_unreadable ?? 'fail'),
    cursor: given.cursor ?? undefined,
    deadlineSeconds: above0('deadline_seconds', given.deadline_seconds ?? undefined),
  };
}

function flag(payload: Payload, key: string, absent: boolean): boolean {
  const value = payload[key] ?? absent;
  if (typeof value !== 'boolean') {
    throw new Error(`${key} is ${JSON.stringify(value)}; give true or false, without quotes`);
  }
  return value;
}

function parsePrefix(prefix: unknown): string {
  const parts = typeof prefix === 'string' ? prefix.replace(/\/$/, '').split('/') : [];
  const whole = parts.length === 1 && parts[0] === '';
  if (whole && prefix !== '/') {
    return '';
  }
  if (parts.length === 0 || parts.some((part) => part === '' || part === '.' || part === '..' || part.includes('\0'))) {
    throw new Error(
      `source_prefix is ${JSON.stringify(prefix)}; give a directory relative to the mount, such as ` +
        '"small/2026/04/13/", without ".." and without a slash in front, or "" for all of it',
    );
  }
  return `${parts.join('/')}/`;
}

function parseTopic(topic: unknown): string {
  if (!isTopicName(topic)) {
    throw new Error(`target_topic is ${JSON.stringify(topic)}; a topic's name has letters, digits, '.', '_' and '-'`);
  }
  return topic;
}

function parseTopicMapping(mapping: unknown): Record<string, string> {
  const entries = isObject(mapping) ? Object.entries(mapping) : undefined;
  if (!entries?.every((topics) => topics.every(isTopicName))) {
    throw new Error(
      `topic_mapping is ${JSON.stringify(mapping)}; give target topics by source topic, such as {"orders": "orders-replay"}`,
    );
  }
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))) as Record<string, string>;
}

function parseTimeDirectories(payload: Payload, { time }: Filters): boolean {
  const leaveOut = flag(payload, 'time_directories', false);
  if (leaveOut && time === undefined) {
    throw new Error('time_directories leaves out what lies outside a window of time; give from, to or both with it');
  }
  return leaveOut;
}

function parseMapping(mapping: unknown, preservePartition: boolean): Record<string, number> {
  const entries = isObject(mapping) ? Object.entries(mapping) : undefined;
  if (!entries?.every(([source, target]) => /^(0|[1-9]\d*)$/.test(source) && isCount(target))) {
    throw new Error(
      `partition_mapping is ${JSON.stringify(mapping)}; give target partitions by source partition, such as {"3": 0}`,
    );
  }
  if (entries.length > 0 && !preservePartition) {
    throw new Error('partition_mapping needs preserve_partition; otherwise the key chooses the partition');
  }
  return Object.fromEntries(entries.sort(([a], [b]) => Number(a) - Number(b))) as Record<string, number>;
}

function parseHeaderName(name: unknown): string | undefined {
  if (name !== undefined && (typeof name !== 'string' || name === '')) {
    throw new Error(`original_offset_header is ${JSON.stringify(name)}; give the header's name`);
  }
  return name;
}

function parseOnUnreadable(choice: unknown): 'fail' | 'skip' {
  if (choice !== 'fail' && choice !== 'skip') {
    throw new Error(
      `on_unreadable is ${JSON.stringify(choice)}; give "fail" to stop the partition there, or "skip" to go on without ` +
        'the records of the file',
    );
  }
  return choice;
}

function parsePace(payload: Payload): PaceLimits {
  const recordsPerSecond = above0('rate_limit_per_second', payload.rate_limit_per_second ?? undefined);
  const bytesPerSecond = above0('rate_limit_bytes_per_second', payload.rate_limit_bytes_per_second ?? undefined);
  const speed = above0('speed', payload.speed ?? undefined);
  return {
    ...(recordsPerSecond !== undefined && { recordsPerSecond }),
    ...(bytesPerSecond !== undefined && { bytesPerSecond }),
    ...(speed !== undefined && { speed }),
  };
}

function above0(name: string, value: unknown): number | undefined {
  if (value !== undefined && (typeof value !== 'number' || !(value > 0))) {
    throw new Error(`${name} is ${JSON.stringify(value)}; give a number above 0`);
  }
  return value;
}
