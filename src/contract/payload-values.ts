import { isDrillName } from './drill-keys';
import { MAX_COMPONENT_BYTES, MAX_KEY_BYTES } from './limits';
import { isNamePattern, isPattern } from './name-patterns';
import { isCount, isObject, type PayloadType } from './payload-type';
import { isRunName } from './run-keys';
import { isTargetTopic, isTopicName, isTopicTemplate, TARGET_RULE, TOPIC_RULE } from './topic';

/** A header that a record must have. */
export interface HeaderFilter {
  readonly name: string;
  readonly value: string;
}

const text = (description: string, advice: string): PayloadType<string> => ({
  description,
  advice,
  read: (value) => (typeof value === 'string' ? value : undefined),
});

const textNotEmpty = (description: string, advice: string): PayloadType<string> => ({
  description,
  advice,
  read: (value) => (typeof value === 'string' && value !== '' ? value : undefined),
});

export const FLAG: PayloadType<boolean> = {
  description: '`true` or `false`',
  advice: 'give true or false, without quotes',
  read: (value) => (typeof value === 'boolean' ? value : undefined),
};

export const NUMBER_ABOVE_0: PayloadType<number> = {
  description: 'a number above 0',
  advice: 'give a number above 0',
  read: (value) => (typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined),
};

export const NUMBER_FROM_0: PayloadType<number> = {
  description: 'a number from 0',
  advice: 'give a number from 0',
  read: (value) => (typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined),
};

export const WHOLE_NUMBER_ABOVE_0: PayloadType<number> = {
  description: 'a whole number of at least 1',
  advice: 'give a whole number of at least 1',
  read: (value) => (isCount(value) && value > 0 ? value : undefined),
};

export const DIRECTORY: PayloadType<string> = {
  description: 'a directory relative to the mount, such as `"small/2026/04/13/"`',
  advice:
    'give a directory relative to the mount, such as "small/2026/04/13/", without ".." and without a slash in front, ' +
    'or "" for all of it',
  read: (value) => {
    if (value === '') {
      return '';
    }
    const parts = typeof value === 'string' ? value.replace(/\/$/, '').split('/') : [''];
    const isSound = parts.every((part) => !['', '.', '..'].includes(part) && !part.includes('\0') && isShort(part));
    return isSound && Buffer.byteLength(parts.join('/')) <= MAX_KEY_BYTES ? `${parts.join('/')}/` : undefined;
  },
};

/** No directory has a longer name: the file system itself would refuse to look for it. */
function isShort(part: string): boolean {
  return Buffer.byteLength(part) <= MAX_COMPONENT_BYTES;
}

export const TARGET_TOPIC: PayloadType<string> = {
  description: 'the name of a topic, or a template such as `"restored.{topic}"`',
  advice: `give ${TARGET_RULE}`,
  read: (value) => (isTargetTopic(value) ? value : undefined),
};

export const TOPIC_MAPPING: PayloadType<Readonly<Record<string, string>>> = {
  description: 'target topics by source topic, such as `{"orders": "orders-replay"}`',
  advice: 'give target topics by source topic, such as {"orders": "orders-replay"}',
  read: (value) => {
    const topics = isObject(value) ? Object.entries(value) : undefined;
    return topics?.every((pair): pair is [string, string] => isTopicName(pair[0]) && isTargetName(pair[1]))
      ? Object.fromEntries(topics.sort(([a], [b]) => (a < b ? -1 : 1)))
      : undefined;
  },
};

/** A mapping says the name that each of its topics gets: a template would say nothing more. */
function isTargetName(value: unknown): value is string {
  return isTargetTopic(value) && !isTopicTemplate(value);
}

/** Names and patterns. They are read without repetitions, in alphabetical order. */
export const NAME_PATTERNS: PayloadType<readonly string[]> = {
  description:
    'a list of names, or of patterns in which `*` stands for any characters, such as `["orders", "billing-*"]`',
  advice: 'give a list of names or patterns such as ["orders", "billing-*"]',
  read: (value) =>
    Array.isArray(value) && value.length > 0 && value.every(isNamePattern) ? [...new Set(value)].sort() : undefined,
};

const A_TOPIC_PATTERN = /^[a-zA-Z0-9._*-]{1,249}$/;

/**
 * Topics and patterns of topics. They are read without repetitions, in alphabetical order. One that no topic can have
 * is refused, since it would make all others fail too.
 */
export const TOPIC_PATTERNS: PayloadType<readonly string[]> = {
  description:
    'a list of topics, or of patterns in which `*` stands for any characters, such as `["orders", "billing-*"]`',
  advice: `give a list of topics or patterns such as ["orders", "billing-*"]; a topic has ${TOPIC_RULE}`,
  read: (value) => {
    const names = NAME_PATTERNS.read(value);
    return names?.every((name) => (isPattern(name) ? A_TOPIC_PATTERN.test(name) : isTopicName(name)))
      ? names
      : undefined;
  },
};

/** Partitions. They are read without repetitions, the lowest first. */
export const PARTITIONS: PayloadType<readonly number[]> = {
  description: 'a list such as `[0, 3]`',
  advice: 'give a list of numbers such as [0, 3]',
  read: (value) =>
    Array.isArray(value) && value.length > 0 && value.every(isCount)
      ? [...new Set(value)].sort((a, b) => a - b)
      : undefined,
};

export const KEY_TEXT = text('text', "give the text that the record's key must be");

export const HEADER: PayloadType<HeaderFilter> = {
  description: 'a name and a value, such as `{"name": "tenant", "value": "acme"}`',
  advice: 'give {"name": "tenant", "value": "acme"}, both as text',
  read: (value) => {
    const { name, value: content, ...others } = isObject(value) ? value : {};
    return typeof name === 'string' && typeof content === 'string' && Object.keys(others).length === 0
      ? { name, value: content }
      : undefined;
  },
};

export const HEADER_NAME = textNotEmpty('the name of a header', "give the header's name");

export const UNREADABLE_CHOICE: PayloadType<'fail' | 'skip'> = {
  description: '`"fail"` or `"skip"`',
  advice: 'give "fail" to stop the partition there, or "skip" to go on without the records of the file',
  read: (value) => (value === 'fail' || value === 'skip' ? value : undefined),
};

export const UNDELIVERABLE_CHOICE: PayloadType<'fail' | 'skip'> = {
  description: '`"fail"` or `"skip"`',
  advice: 'give "fail" to stop the partition there, or "skip" to go on without the record',
  read: (value) => (value === 'fail' || value === 'skip' ? value : undefined),
};

/** The cursor of an earlier answer. It belongs to the rest of the request, and is therefore read together with it. */
export const CURSOR: PayloadType<unknown> = {
  description: 'the `cursor` of an answer',
  advice: 'hand back the cursor of the answer, unchanged',
  read: (value) => value,
};

/** A drill. `true` is one that counts for none of the replayer's drills. */
export const DRILL: PayloadType<boolean | string> = {
  description: '`true`, `false`, or the name of a drill of the replayer, such as `"Monthly"`',
  advice: 'give true or false, without quotes, or the id of a drill of the replayer, such as "Monthly"',
  read: (value) => (typeof value === 'boolean' || isDrillName(value) ? value : undefined),
};

export const DRILL_NAMES: PayloadType<readonly string[]> = {
  description: 'a list such as `["Monthly"]`',
  advice: 'give a list of ids of drills of the replayer, such as ["Monthly"]',
  read: (value) =>
    Array.isArray(value) && value.length > 0 && value.every(isDrillName) ? [...new Set(value)] : undefined,
};

export const SNAPSHOT_KEY = textNotEmpty(
  'the key of a snapshot, such as `"snapshots/VYSICPVYut8-mM6jXzDgOg/2026/04/13/20260413T120000000Z.json.gz"`',
  'give the key that the action snapshot answered',
);

export const CLUSTER_ID = textNotEmpty(
  'the id of a cluster, such as `"VYSICPVYut8-mM6jXzDgOg"`',
  'give the cluster_id that the action snapshot answered',
);

export const RUN_NAME: PayloadType<string> = {
  description: 'the name of an earlier execution',
  advice: 'give the name of an execution of the workflow',
  read: (value) => (isRunName(value) ? value : undefined),
};

export const MANIFEST_KEY: PayloadType<string> = {
  description: "the key of an object in the workflow's bucket",
  advice: "give the key of a manifest in the workflow's bucket",
  read: (value) =>
    typeof value === 'string' && value !== '' && Buffer.byteLength(value) <= MAX_KEY_BYTES ? value : undefined,
};

export const PLAN_ID: PayloadType<string> = {
  description: 'the `id` of a plan',
  advice: 'hand on the id of the plan, unchanged',
  read: (value) => (typeof value === 'string' ? value : undefined),
};

export const OBJECT_KEYS: PayloadType<readonly string[]> = {
  description: 'a list of keys of objects in the bucket of the file system',
  advice: 'give a list of keys of the bucket',
  read: (value) => (Array.isArray(value) && value.every((key) => typeof key === 'string') ? value : undefined),
};

export const PART_NAME = text('the name of a source partition', "it only names a part of a workflow's replay, as text");
