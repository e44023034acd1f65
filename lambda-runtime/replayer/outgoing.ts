import type { OutgoingRecord } from '../kafka/publisher';
import type { KafkaRecord } from '../records/record';
import type { ReplayRequest } from './request';

/**
 * What goes out for what was read. A raw file has no timestamp, and Kafka's -1 says that a record never had one: those
 * go out with the time of sending.
 */
export function toOutgoing(record: KafkaRecord, request: ReplayRequest): OutgoingRecord {
  const { partition, timestamp, key, value, headers } = record;
  const keepTimestamp = request.preserveTimestamp && timestamp !== null && timestamp >= 0;
  return {
    ...(request.preservePartition && { partition }),
    ...(keepTimestamp && { timestamp }),
    key,
    value,
    headers,
  };
}
