import { KafkaEventBuilder } from '../../handlers/support/events';

export const PARTITIONS = 2;

/** Tells a record by its value alone, and is long enough to be torn. */
export function contentOf(topic: string, partition: number, offset: number): string {
  const name = `${topic}/${partition}/${offset}`;
  return JSON.stringify({ name, padding: `${name};`.repeat(60) });
}

/** The records of a topic, in the events that a poller would send: so many records of each partition at a time. */
export function eventsOf(topic: string, from: number, to: number, each: number): unknown[] {
  const events: unknown[] = [];
  for (let first = from; first < to; first += each) {
    const event = new KafkaEventBuilder();
    for (let partition = 0; partition < PARTITIONS; partition++)
      for (let offset = first; offset < Math.min(to, first + each); offset++)
        event.record(topic, partition, offset, { key: `key-${offset}`, value: contentOf(topic, partition, offset) });
    events.push(event.build());
  }
  return events;
}
