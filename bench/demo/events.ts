import { createCipheriv, createHash } from 'node:crypto';

/** An event as it is produced, and as it is expected back. */
export interface DemoEvent {
  readonly partition: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** The headers, in order. A name may stand twice, and a value may be empty or null. */
  readonly headers: readonly (readonly [name: Buffer, value: Buffer | null])[];
  readonly timestamp: bigint;
}

const SMALL_BYTES = 4 * 1024;
const LARGE_BYTES = 920 * 1000;
const CUSTOMERS = 97;

/** The events span this long, across midnight, so that they land in the folders of several hours and two days. */
const FIRST_TIMESTAMP = Date.UTC(2026, 3, 13, 20, 30);
const SPAN_MS = 6 * 3600 * 1000;
const LATE_BY_MS = 95 * 60 * 1000;
const BACKFILLED_BY_MS = 40 * 24 * 3600 * 1000;

/** A fixed sequence of events: the same counts give the same bytes, so that nothing has to be kept for comparison. */
export class DemoEvents {
  readonly count: number;

  constructor(
    small: number,
    private readonly large: number,
    private readonly partitions: number,
  ) {
    this.count = small + large;
  }

  at(index: number): DemoEvent {
    const random = randomOf(index);
    const customer = customerOf(random);
    return {
      // By customer, as a partitioner would, so that partitions fill unevenly.
      partition: customer % this.partitions,
      key: index % 20 === 11 ? null : keyOf(customer, index),
      value: this.valueAt(index, customer, random.readUInt32LE(4)),
      headers: headersAt(index, random),
      timestamp: BigInt(this.timestampAt(index)),
    };
  }

  /** The events of one partition, in the order in which they are produced. */
  *ofPartition(partition: number): Generator<DemoEvent> {
    for (let index = 0; index < this.count; index++) {
      if (customerOf(randomOf(index)) % this.partitions === partition) yield this.at(index);
    }
  }

  /** Counts the events of each partition. */
  countByPartition(): number[] {
    const counts = Array.from({ length: this.partitions }, () => 0);
    for (let index = 0; index < this.count; index++) counts[customerOf(randomOf(index)) % this.partitions] += 1;
    return counts;
  }

  /** Large events are spread evenly among the small ones. */
  private isLarge(index: number): boolean {
    return Math.floor(((index + 1) * this.large) / this.count) > Math.floor((index * this.large) / this.count);
  }

  private valueAt(index: number, customer: number, random: number): Buffer | null {
    if (this.isLarge(index)) return document(index, customer, LARGE_BYTES + (random % 10_000));
    if (index % 40 === 7) return null; // a tombstone
    if (index % 100 === 57) return Buffer.alloc(0); // not the same thing
    const bytes = SMALL_BYTES - 512 + (random % 1024);
    return index % 25 === 3 ? randomBytes(`binary ${index}`, bytes) : document(index, customer, bytes);
  }

  /** Mostly in order; some come late, into an hour gone by, and a few are weeks old. */
  private timestampAt(index: number): number {
    const inOrder = FIRST_TIMESTAMP + Math.floor((index * SPAN_MS) / this.count);
    if (index % 200 === 150) return inOrder - BACKFILLED_BY_MS;
    return index % 30 === 17 ? inOrder - LATE_BY_MS : inOrder;
  }
}

function randomOf(index: number): Buffer {
  return randomBytes(`event ${index}`, 16);
}

function customerOf(random: Buffer): number {
  return random.readUInt32LE(0) % CUSTOMERS;
}

function keyOf(customer: number, index: number): Buffer {
  if (index % 50 === 31) return Buffer.from([0xff, 0x00, 0xfe, customer]); // not text
  return Buffer.from(`customer-${customer}`);
}

function headersAt(index: number, random: Buffer): DemoEvent['headers'] {
  if (index % 10 === 9) return [];
  const header = (name: string, value: Buffer | null) => [Buffer.from(name), value] as const;
  return [
    header('trace-id', random.subarray(0, 8)), // binary
    header('source', Buffer.from('demo')),
    ...(index % 3 === 0 ? [header('source', Buffer.from('zweite Quelle, größer'))] : []),
    ...(index % 4 === 0 ? [header('empty', Buffer.alloc(0))] : []),
    ...(index % 5 === 0 ? [header('null', null)] : []),
  ];
}

/** JSON of about so many bytes, with characters that take more than one. */
function document(index: number, customer: number, bytes: number): Buffer {
  const head = { id: index, customer: `customer-${customer}`, city: 'Zürich', price: '9,90 €' };
  const filler = randomBytes(`document ${index}`, Math.ceil((bytes * 3) / 4)).toString('base64');
  return Buffer.from(JSON.stringify({ ...head, payload: filler.slice(0, bytes - 100) }));
}

/** Bytes that look random and are the same every time. */
function randomBytes(name: string, length: number): Buffer {
  const key = createHash('sha256').update(name).digest();
  return createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(length));
}
