import type { KafkaRecord } from '../../lambda-runtime/records/record';

const ITEM = JSON.stringify({ sku: 'A-100234', quantity: 2, price: 12.5, note: 'leave it at the door' });

const START = '{"items":[';
const END = '],"more":""}';

/** A record whose value has this size. */
export function sampleRecord(topic: string, partition: number, offset: number, value: Buffer): KafkaRecord {
  const timestamp = Date.UTC(2026, 3, 13, 7, 30);
  return {
    topic,
    partition,
    offset,
    timestamp,
    timestampType: 'CREATE_TIME',
    key: Buffer.from('customer-7'),
    value,
    headers: [],
  };
}

/** JSON of this size, with as many quotation marks as JSON has, since each takes two bytes in an envelope. */
export function sampleValue(bytes: number): string {
  const room = bytes - START.length - END.length;
  const count = Math.floor((room + 1) / (ITEM.length + 1));
  if (count < 1) {
    return 'x'.repeat(bytes);
  }
  const items = Array(count).fill(ITEM).join(',');
  return `${START}${items}],"more":"${'x'.repeat(room - items.length)}"}`;
}
