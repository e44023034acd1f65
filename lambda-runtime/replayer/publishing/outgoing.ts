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

/** @returns the source topics of each target topic, both in the order of the alphabet */
export function sourcesByTarget(
  partitions: readonly { readonly topic: string }[],
  request: ReplayRequest,
): ReadonlyMap<string, readonly string[]> {
  const byTarget = new Map<string, string[]>();
  for (const topic of [...new Set(partitions.map(({ topic }) => topic))].sort()) {
    const target = targetTopicOf(topic, request);
    byTarget.set(target, [...(byTarget.get(target) ?? []), topic]);
  }
  return new Map([...byTarget].sort(([a], [b]) => (a < b ? -1 : 1)));
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
function headersOf(record: KafkaRecord, request: ReplayRequest): readonly RecordHeader[] {
  const { originalOffsetHeader: added, renameHeaders: renamed } = request;
  const kept = keptHeaders(record, request);
  const named =
    renamed === undefined ? kept : kept.map(({ name, value }) => ({ name: newNameOf(name, request) ?? name, value }));
  return added === undefined ? named : [...named, { name: added, value: Buffer.from(originOf(record)) }];
}

/**
 * Tells whether a header that is renamed or added gets a name that a header of the record's own keeps. Kafka takes headers of one
 * name, so that both go out, and whoever looks one of them up by its name may find the other.
 */
export function hasHeaderCollision(record: KafkaRecord, request: ReplayRequest): boolean {
  const { originalOffsetHeader: added, renameHeaders: renamed } = request;
  if (added === undefined && renamed === undefined) {
    return false;
  }
  const names = keptHeaders(record, request).map(({ name }) => ({ name, newName: newNameOf(name, request) }));
  const given = new Set([added, ...names.map(({ newName }) => newName)]);
  return names.some(({ name, newName }) => newName === undefined && given.has(name));
}

function keptHeaders({ headers }: KafkaRecord, { stripHeaders: stripped }: ReplayRequest): readonly RecordHeader[] {
  return stripped === undefined ? headers : headers.filter(({ name }) => !stripped.includes(name));
}

function newNameOf(name: string, { renameHeaders: renamed }: ReplayRequest): string | undefined {
  return renamed !== undefined && Object.hasOwn(renamed, name) ? renamed[name] : undefined;
}
