import { isObject } from '../environment';
import { isTopicName } from '../records/record';

/** What one replay is to do. */
export interface ReplayRequest {
  /** Directory on the mount: empty for all of it, else ending in a slash. */
  readonly sourcePrefix: string;
  readonly dryRun: boolean;
  readonly targetTopic: string;
  readonly preservePartition: boolean;
  readonly preserveTimestamp: boolean;
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
  'preserve_partition',
  'preserve_timestamp',
  'on_unreadable',
  'cursor',
  'deadline_seconds',
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
  return {
    sourcePrefix: parsePrefix(given.source_prefix ?? ''),
    dryRun: flag(given, 'dry_run', true),
    targetTopic: parseTopic(given.target_topic ?? defaultTopic),
    preservePartition: flag(given, 'preserve_partition', true),
    preserveTimestamp: flag(given, 'preserve_timestamp', true),
    onUnreadable: parseOnUnreadable(given.on_unreadable ?? 'fail'),
    cursor: given.cursor ?? undefined,
    deadlineSeconds: parseSeconds(given.deadline_seconds ?? undefined),
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

function parseOnUnreadable(choice: unknown): 'fail' | 'skip' {
  if (choice !== 'fail' && choice !== 'skip') {
    throw new Error(
      `on_unreadable is ${JSON.stringify(choice)}; give "fail" to stop the partition there, or "skip" to go on without ` +
        'the records of the file',
    );
  }
  return choice;
}

function parseSeconds(seconds: unknown): number | undefined {
  if (seconds !== undefined && (typeof seconds !== 'number' || !(seconds > 0))) {
    throw new Error(`deadline_seconds is ${JSON.stringify(seconds)}; give a number above 0`);
  }
  return seconds;
}
