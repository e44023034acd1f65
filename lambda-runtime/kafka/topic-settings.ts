/** The settings of a topic that decide which records it takes, and how long it keeps them. */
export interface TopicSettings {
  /** True if records are deleted once they are older than the retention. */
  readonly deletes: boolean;
  /** True if only the newest record of each key is kept for good. */
  readonly compacts: boolean;
  /** True if the broker puts the time of arrival in the place of the record's own. */
  readonly appendTime: boolean;
  readonly retentionMs: number;
  /** The most that a record's time may lie before the present, and after it. */
  readonly beforeMaxMs: number;
  readonly afterMaxMs: number;
  /** The most bytes of a batch, and so of a record with what stands around it. */
  readonly maxMessageBytes: number;
}

// `message.timestamp.difference.max.ms` bounded both sides before Kafka 3.6, and was removed with Kafka 4.0 (KIP-937).
const NAMES = {
  cleanup: 'cleanup.policy',
  retention: 'retention.ms',
  timestampType: 'message.timestamp.type',
  before: 'message.timestamp.before.max.ms',
  after: 'message.timestamp.after.max.ms',
  difference: 'message.timestamp.difference.max.ms',
  size: 'max.message.bytes',
} as const;

/** https://kafka.apache.org/documentation/#topicconfigs */
export const TOPIC_SETTING_NAMES: readonly string[] = Object.values(NAMES);

/** @param configs as the broker tells them; one that it does not tell limits nothing */
export function parseTopicSettings(
  configs: readonly { readonly name: string; readonly value?: string | null }[],
): TopicSettings {
  const values = new Map(configs.map(({ name, value }) => [name, value ?? '']));
  const policies = (values.get(NAMES.cleanup) ?? '').split(',').map((policy) => policy.trim());
  const difference = limit(values.get(NAMES.difference));
  return {
    deletes: policies.includes('delete'),
    compacts: policies.includes('compact'),
    appendTime: values.get(NAMES.timestampType) === 'LogAppendTime',
    retentionMs: limit(values.get(NAMES.retention)),
    beforeMaxMs: Math.min(difference, limit(values.get(NAMES.before))),
    afterMaxMs: Math.min(difference, limit(values.get(NAMES.after))),
    maxMessageBytes: limit(values.get(NAMES.size)),
  };
}

/** Kafka's -1 is no limit, and a number beyond all times (2^63 - 1) limits nothing. */
function limit(text: string | undefined): number {
  const value = text === undefined || text === '' ? Number.NaN : Number(text);
  return value >= 0 && value <= Number.MAX_SAFE_INTEGER ? value : Number.POSITIVE_INFINITY;
}
