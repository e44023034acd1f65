import type { EventRecordOptions } from '../../handlers/support/events';

const EVENING = Date.UTC(2026, 3, 13, 21, 5);
const NIGHT = Date.UTC(2026, 3, 13, 22, 30);

/** By offset: JSON, a null, what is no UTF-8, and a value of another size class. */
export const RECORDS: readonly EventRecordOptions[] = [
  { timestamp: EVENING, key: 'c-7', value: '{"customer":{"id":"acme"},"total":12.5}', headers: [{ tenant: [97] }] },
  { timestamp: EVENING + 1, key: 'c-7', value: null },
  { timestamp: EVENING + 2, key: 'c-8', value: Buffer.from([0xff, 0xd8]) },
  { timestamp: NIGHT, key: 'c-9', value: `{"customer":{"id":"globex"},"total":7,"pad":"${'x'.repeat(140_000)}"}` },
  { timestamp: NIGHT + 1, key: 'c-7', value: '{"customer":{"id":"acme"},"total":2.5}' },
  { timestamp: NIGHT + 2, key: null, value: '{"customer":{"id":"größer"},"total":1}' },
];
