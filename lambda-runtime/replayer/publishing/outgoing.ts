import { topicFrom } from '../../../src/contract/topic';
import type { OutgoingRecord } from '../../kafka/publisher';
import { type KafkaRecord, originOf, type RecordHeader } from '../../records/record';
import type { ReplayRequest } from '../request/request';

/**
 * Makes the record that goes out. A raw file has no timestamp, and Kafka's -1 says that a record never had one: such
 * records go out with the time of sending. A record whose key is in the suppression list loses its value, if the
 * request says so.
 */
export function toOutgoing(record: KafkaRecord, request: ReplayRequest): OutgoingRecord {
  const { timestamp, key } = record;
  const keepTimestamp = request.preserveTimestamp && timestamp !== null && timestamp >= 0;
  return {
    ...placeOf(record, request),
    ...(keepTimestamp && { timestamp }),
    key,
    value: isTombstone(record, request) ? null : record.value,
    headers: headersOf(record, request),
  };
}

/** The partition of a record. Without a key it is chosen by the offset, if that is Kafka's own. */
function placeOf(
  { partition, offset, key, origin }: KafkaRecord,
  request: ReplayRequest,
): Pick<OutgoingRecord, 'partition' | 'turn'> {
  if (request.preservePartition) {
    return { partition: targetPartition(partition, request) };
  }
  return key === null && origin === undefined ? { turn: offset } : {};
}

export function targetTopicOf(topic: string, request: ReplayRequest): string {
  return mappedTopicOf(topic, request) ?? topicFrom(request.targetTopic, topic);
}

/** @returns the target topics of source partitions, each once */
export function targetTopicsOf(partitions: readonly { readonly topic: string }[], request: ReplayRequest): string[] {
  return [...new Set(partitions.map(({ topic }) => targetTopicOf(topic, request)))];
}

/** @returns the target that the mapping names; undefined for a topic that it does not name */
export function mappedTopicOf(topic: string, { topicMapping }: ReplayRequest): string | undefined {
  return Object.hasOwn(topicMapping, topic) ? topicMapping[topic] : undefined;
}

export function targetPartition(partition: number, { partitionMapping }: ReplayRequest): number {
  return partitionMapping[partition] ?? partition;
}

function isTombstone({ key }: KafkaRecord, { filters: { suppress } }: ReplayRequest): boolean {
  return suppress?.setting.onMatch === 'tombstone' && suppress.has(key);
}

/** The record's own headers in their order, as far as they stay, and after them the one that tells its origin. */
function headersOf(
  record: KafkaRecord,
  { originalOffsetHeader: added, stripHeaders: stripped, renameHeaders: renamed }: ReplayRequest,
): readonly RecordHeader[] {
  const kept = stripped === undefined ? record.headers : record.headers.filter(({ name }) => !stripped.includes(name));
  const named =
    renamed === undefined
      ? kept
      : kept.map(({ name, value }) => ({
          name: (Object.hasOwn(renamed, name) ? renamed[name] : undefined) ?? name,
          value,
        }));
  return added === undefined ? named : [...named, { name: added, value: Buffer.from(originOf(record)) }];
}
