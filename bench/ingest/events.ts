import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EventRecord, kafkaEvent, LARGEST_PAYLOAD_BYTES, partitionName } from '../../local/lambda/kafka-event';
import { type IngestCase, PARTITIONS } from './cases';
import { orderJson } from './values';

const TOPIC = 'events';
const MIDNIGHT = Date.UTC(2026, 3, 13);
const HOUR_MS = 3600 * 1000;

/** The number and size of the records of an event. */
export type BatchSize = Pick<IngestCase, 'name' | 'records' | 'valueBytes'>;

/** Writes the events of a case to files, one a batch; the same ones in every run. Offsets go on from batch to batch. */
export class EventFiles {
  private written = 0;
  private latest: readonly EventRecord[] = [];

  constructor(
    private readonly folder: string,
    private readonly measured: BatchSize,
  ) {}

  get records(): number {
    return this.written * this.measured.records;
  }

  /** @param hour of the day, which the records' timestamps fall in. @returns the file's path */
  next(hour: number): string {
    const { records } = this.measured;
    const first = this.records;
    this.latest = Array.from({ length: records }, (_, index) =>
      this.recordAt(first + index, MIDNIGHT + hour * HOUR_MS + ((first + index) % HOUR_MS)),
    );
    this.written += 1;
    return this.write(`${this.written}`, this.latest);
  }

  /** The first records of the batch that was written last, as an event of their own. */
  beginningOfLatest(records: number): string {
    return this.write('beginning', this.latest.slice(0, records));
  }

  private write(name: string, records: readonly EventRecord[]): string {
    const byPartition: Record<string, EventRecord[]> = {};
    for (const record of records) {
      const key = partitionName(record);
      byPartition[key] ??= [];
      byPartition[key].push(record);
    }
    const event = JSON.stringify(kafkaEvent('broker:9092', byPartition));
    if (event.length > LARGEST_PAYLOAD_BYTES)
      throw new Error(`${this.measured.name} makes an event of ${event.length} bytes, which Lambda would not deliver`);
    const path = join(this.folder, `${this.measured.name}-${name}.json`);
    writeFileSync(path, event);
    return path;
  }

  private recordAt(index: number, timestamp: number): EventRecord {
    const { valueBytes } = this.measured;
    return {
      topic: TOPIC,
      partition: index % PARTITIONS,
      offset: Math.floor(index / PARTITIONS),
      timestamp,
      timestampType: 'CREATE_TIME',
      key: Buffer.from(`customer-${index % 97}`).toString('base64'),
      value: orderJson(index, valueBytes).toString('base64'),
      headers: [{ source: [...Buffer.from('bench')] }],
    };
  }
}
