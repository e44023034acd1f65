import type { KafkaRecord } from '../../../lambda-runtime/records/record';

/** 2026-04-13, half past seven in the morning, UTC. */
export const MORNING = Date.UTC(2026, 3, 13, 7, 30);
export const HOUR = 3_600_000;

/** A record like any other, but for what a test says about it. */
export function aRecord(differences: Partial<KafkaRecord> = {}): KafkaRecord {
  return {
    topic: 'orders',
    partition: 3,
    offset: 42,
    timestamp: MORNING,
    timestampType: 'CREATE_TIME',
    key: Buffer.from('a-key'),
    value: Buffer.from('{"total":1}'),
    headers: [],
    ...differences,
  };
}
