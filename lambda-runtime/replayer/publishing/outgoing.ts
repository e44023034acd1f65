import type { OutgoingRecord } from '../../kafka/publisher';
import { type KafkaRecord, originOf, type RecordHeader } from '../../records/record';
import type { ReplayRequest } from '../request/request';

/**
 * Makes the record that goes out of the one that was read. A raw file has no timestamp, and Kafka's -1 says that a
 * record never had one: those go out with the time of sending.
 */
export function toOutgoing(record: KafkaRecord, request: ReplayRequest): OutgoingRecord {
  const { partition, timestamp, key, value } = record;
  const keepTimestamp = request.preserveTimestamp && timestamp !== null && timestamp >= 0;
  return {
    ...(request.preservePartition && { partition: targetPartition(partition, request) }),
    ...(keepTimestamp && { timestamp }),
    key,
    value,
    headers: headersOf(record, request),
  };
}

export function targetTopicOf(topic: string, { topicMapping, targetTopic }: ReplayRequest): string {
  return (Object.hasOwn(topicMapping, topic) ? topicMapping[topic] : undefined) ?? targetTopic;
}

export function targetPartition(partition: number, { partitionMapping }: ReplayRequest): number {
  return partitionMapping[partition] ?? partition;
}

function headersOf(record: KafkaRecord, { originalOffsetHeader: name }: ReplayRequest): readonly RecordHeader[] {
  return name === undefined ? record.headers : [...record.headers, { name, value: Buffer.from(originOf(record)) }];
}
