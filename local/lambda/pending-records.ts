import { type EventRecord, LARGEST_PAYLOAD_BYTES, partitionName, payloadBytes } from './kafka-event';

/** Room for the event around the records: its source, the servers and the partitions' names. */
const ENVELOPE_BYTES = 4096;

interface Pending {
  readonly record: EventRecord;
  readonly bytes: number;
}

/** A batch: each partition's records in offset order. */
export type Batch = ReadonlyMap<string, readonly EventRecord[]>;

/** Records that were read and not yet delivered for good, in order within each partition. */
export class PendingRecords {
  private readonly partitions = new Map<string, Pending[]>();
  private heldBytes = 0;
  private heldRecords = 0;

  constructor(
    private readonly maxRecords: number,
    private readonly maxBytes = LARGEST_PAYLOAD_BYTES - ENVELOPE_BYTES,
  ) {}

  get isEmpty(): boolean {
    return this.heldRecords === 0;
  }

  /** True where the next batch would not grow any more if further records came. */
  get fillsABatch(): boolean {
    return this.heldRecords >= this.maxRecords || this.heldBytes >= this.maxBytes;
  }

  add(record: EventRecord): void {
    const bytes = payloadBytes(record);
    if (bytes > this.maxBytes) {
      throw new Error(
        `${partitionName(record)} offset ${record.offset} takes ${bytes} bytes as JSON, and a payload holds ${this.maxBytes}: such a record never reaches a function`,
      );
    }
    this.queueOf(partitionName(record)).push({ record, bytes });
    this.count([{ record, bytes }], 1);
  }

  /** Puts records back before the others of their partition: they are delivered again first, and order is kept. */
  putBack(records: readonly EventRecord[]): void {
    const pending = records.map((record) => ({ record, bytes: payloadBytes(record) }));
    for (const name of new Set(records.map(partitionName))) {
      this.queueOf(name).unshift(...pending.filter(({ record }) => partitionName(record) === name));
    }
    this.count(pending, 1);
  }

  /** Takes the next batch, a record of each partition in turn, as far as number and bytes allow. */
  take(): Batch {
    const batch = new Map<string, EventRecord[]>();
    const open = new Set(this.partitions.keys());
    let records = 0;
    let bytes = 0;
    while (open.size > 0) {
      for (const name of open) {
        const [next] = this.queueOf(name);
        if (next === undefined || records === this.maxRecords || bytes + next.bytes > this.maxBytes) {
          open.delete(name); // what is behind it must wait for it
          continue;
        }
        this.queueOf(name).shift();
        this.count([next], -1);
        batch.set(name, [...(batch.get(name) ?? []), next.record]);
        records += 1;
        bytes += next.bytes;
      }
    }
    return batch;
  }

  private queueOf(name: string): Pending[] {
    const queue = this.partitions.get(name) ?? [];
    this.partitions.set(name, queue);
    return queue;
  }

  private count(pending: readonly Pending[], sign: 1 | -1): void {
    this.heldRecords += sign * pending.length;
    this.heldBytes += sign * pending.reduce((sum, { bytes }) => sum + bytes, 0);
  }
}
