import { KafkaEventBuilder } from '../../handlers/support/events';

/** A record as it stood in its topic: what the tests' expectations are made of. */
export interface SourceRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Null: the event has none. */
  readonly timestamp: number | null;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly (readonly [name: string, value: Buffer | null])[];
}

/** Values from this size on are of the class `large`. */
export const LARGE = 256;

const at = (time: string) => Date.parse(`2024-03-10T${time}Z`);
const MUCH_LATER = Date.parse('2024-06-30T12:00:00Z');
const YEAR_10000 = 253_402_300_800_000;
const BINARY = Buffer.from('ff00d8fe', 'hex');
const EMPTY = Buffer.alloc(0);
const FAR = 2 ** 33;

const acme = ['tenant', text('acme')] as const;
const globex = ['tenant', text('globex')] as const;

function text(content: string): Buffer {
  return Buffer.from(content);
}

function json(topic: string, partition: number, offset: number, padding = 0): Buffer {
  return text(
    JSON.stringify({ from: `${topic}/${partition}/${offset}`, ...(padding > 0 && { pad: 'x'.repeat(padding) }) }),
  );
}

type Differences = Partial<Pick<SourceRecord, 'key' | 'value' | 'headers'>>;

function record(
  topic: string,
  partition: number,
  offset: number,
  timestamp: number | null,
  { key = text('customer-7'), value = json(topic, partition, offset), headers = [acme] }: Differences = {},
): SourceRecord {
  return { topic, partition, offset, timestamp, key, value, headers };
}

/** The records by topic and partition, in the order of their offsets, which have gaps as in compacted topics. */
export const RECORDS: readonly SourceRecord[] = [
  record('orders', 0, 0, at('07:30:00.000')),
  record('orders', 0, 1, at('07:59:59.999'), { key: text('customer-8'), headers: [globex] }),
  record('orders', 0, 2, at('08:00:00.000'), { value: null }),
  record('orders', 0, 3, at('08:10:00.000'), { headers: [globex, acme, ['tenant', null], ['trace', BINARY]] }),
  record('orders', 0, 4, at('08:20:00.000'), { key: null, value: EMPTY, headers: [] }),
  record('orders', 0, 5, at('08:59:59.999'), { value: json('orders', 0, 5, 3000) }),
  record('orders', 0, 6, at('09:00:00.000')),
  record('orders', 0, 7, null, { value: text('without a time') }),
  record('orders', 0, 8, MUCH_LATER),
  record('orders', 0, 9, at('09:01:00.000'), { key: text('Straße 1/2'), headers: [['größe', text('')]] }),

  record('orders', 1, 1000, at('08:05:00.000'), { key: EMPTY, headers: [['tenant', EMPTY]] }),
  record('orders', 1, 1001, at('08:30:00.000'), { key: BINARY, value: BINARY }),
  record('orders', 1, 1004, at('08:31:00.000'), { key: null, value: null, headers: [] }),
  record('orders', 1, 1005, at('08:32:00.000'), { key: null, value: null, headers: [] }),
  record('orders', 1, 1006, -1, { headers: [acme, acme] }),
  record('orders', 1, 1007, at('08:40:00.000')),
  record('orders', 1, 1009, at('08:41:00.000'), { value: EMPTY }),
  record('orders', 1, 1010, YEAR_10000, { value: text('not even JSON') }),

  record('orders', 2, FAR, at('08:15:00.000'), { value: json('orders', 2, FAR, 400) }),
  record('orders', 2, FAR + 1, at('08:14:00.000'), { headers: [globex] }),
  record('orders', 2, FAR + 5, at('08:13:00.000'), { key: text('customer-9') }),
  record('orders', 2, FAR + 6, at('23:59:59.999')),

  record('payments', 0, 2, at('07:00:00.000')),
  record('payments', 0, 3, at('08:00:00.000'), { key: text('customer-8') }),
  record('payments', 0, 4, at('08:45:00.000'), { value: null, headers: [globex] }),
  record('payments', 0, 5, at('10:00:00.000')),
];

/** The records of two invocations. The second has some records of the first again, as after a retry. */
export const BATCHES: readonly (readonly SourceRecord[])[] = [
  partitionsOf(RECORDS).flatMap((records) => records.slice(0, Math.ceil((records.length * 2) / 3))),
  partitionsOf(RECORDS).flatMap((records) => records.slice(Math.floor(records.length / 3))),
];

export function isInBothBatches(record: SourceRecord): boolean {
  return BATCHES.every((batch) => batch.includes(record));
}

/** The records of each partition, in order. */
export function partitionsOf<T extends { readonly topic: string; readonly partition: number }>(
  records: readonly T[],
): T[][] {
  const groups = new Map<string, T[]>();
  for (const each of records) {
    const name = `${each.topic}+${each.partition}`;
    groups.set(name, [...(groups.get(name) ?? []), each]);
  }
  return [...groups.values()];
}

/** The event in which Lambda's pollers deliver the records. */
export function eventOf(records: readonly SourceRecord[]): unknown {
  const event = new KafkaEventBuilder();
  for (const { topic, partition, offset, timestamp, key, value, headers } of records) {
    event.record(topic, partition, offset, {
      timestamp,
      key,
      value,
      headers: headers.map(([name, bytes]) => ({ [name]: bytes && [...bytes] })),
    });
  }
  return event.build();
}
