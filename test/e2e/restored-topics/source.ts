import type { KafkaEventBuilder } from '../../handlers/support/events';
import { describeContent } from '../replayer/content';

/** The topics of the source, with the partitions and the settings that they have of their own. */
export const SOURCE: Readonly<
  Record<string, { readonly partitions: number; readonly config: Record<string, string> }>
> = {
  orders: { partitions: 5, config: { 'retention.ms': '-1', 'max.message.bytes': '2000000' } },
  payments: { partitions: 3, config: { 'retention.ms': '-1', 'cleanup.policy': 'compact,delete' } },
  'clicks.v2': { partitions: 1, config: { 'retention.ms': '-1' } },
};

const LENGTH = 60;

/** A record as it is to come back: its partition, and all that it holds. */
export interface Expected {
  readonly partition: number;
  readonly timestamp: number;
  readonly content: string;
}

/** Puts records into an event, and tells for each topic what is to come back, partition by partition. */
export function fill(event: KafkaEventBuilder): ReadonlyMap<string, readonly Expected[]> {
  const beginning = Date.now() - 3_600_000;
  const expected = new Map<string, Expected[]>();
  for (const [topic, { partitions }] of Object.entries(SOURCE)) {
    const records: Expected[] = [];
    for (let partition = 0; partition < partitions; partition++) {
      for (let offset = 0; offset < LENGTH; offset++) {
        const [key, value] = [Buffer.from(`key ${offset % 7}`), Buffer.from(`${topic} ${partition} ${offset}`)];
        const [name, header] = ['tenant', Buffer.from([0, 255, offset])];
        const timestamp = beginning + offset;
        event.record(topic, partition, offset, { key, value, timestamp, headers: [{ [name]: [...header] }] });
        records.push({ partition, timestamp, content: describeContent({ key, value, headers: [[name, header]] }) });
      }
    }
    expected.set(topic, records);
  }
  return expected;
}
