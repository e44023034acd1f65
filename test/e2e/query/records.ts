import type { EventRecordOptions } from '../../handlers/support/events';

const EVENING = Date.UTC(2026, 3, 13, 21, 5);
const NIGHT = Date.UTC(2026, 3, 13, 22, 30);

/**
 * The records by their offsets: JSON, a null, bytes that are not UTF-8, a value of another size class and, in the hour
 * that is asked for, values that no query adds up.
 */
export const RECORDS: readonly EventRecordOptions[] = [
  { timestamp: EVENING, key: 'c-7', value: '{"customer":{"id":"acme"},"total":12.5}', headers: [{ tenant: [97] }] },
  { timestamp: EVENING + 1, key: 'c-7', value: null },
  { timestamp: EVENING + 2, key: 'c-8', value: Buffer.from([0xff, 0xd8]) },
  { timestamp: NIGHT, key: 'c-9', value: `{"customer":{"id":"globex"},"total":7,"pad":"${'x'.repeat(140_000)}"}` },
  { timestamp: NIGHT + 1, key: 'c-7', value: '{"customer":{"id":"acme"},"total":2.5}' },
  { timestamp: NIGHT + 2, key: null, value: '{"customer":{"id":"größer"},"total":1}' },
  { timestamp: NIGHT + 3, value: null },
  { timestamp: NIGHT + 4, key: Buffer.from([0xff]), value: Buffer.from([0xff, 0xd8]) },
  { timestamp: NIGHT + 5, value: 'no JSON' },
  { timestamp: NIGHT + 6, value: '' },
  { timestamp: NIGHT + 7, value: '["a list"]' },
  { timestamp: NIGHT + 8, value: '{"customer":3,"total":1}' },
  { timestamp: NIGHT + 9, value: '{"customer":{"id":"acme"},"total":"none yet"}' },
];
