import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EventRecord, kafkaEvent, partitionName } from '../../local/lambda/kafka-event';
import { type IngestCase, PARTITIONS } from './cases';

const TOPIC = 'events';
const MIDNIGHT = Date.UTC(2026, 3, 13);
const HOUR_MS = 3600 * 1000;

/** Writes the events of a case to files, one a batch; the same ones in every run. Offsets go on from batch to batch. */
export class EventFiles {
  private written = 0;
  /** The batch that was written last. */
  latest = '';

  constructor(
    private readonly folder: string,
    private readonly measured: IngestCase,
  ) {}

  get records(): number {
    return this.written * this.measured.records;
  }

  /** @param hour of the day, which the records' timestamps fall in. @returns the file's path */
  next(hour: number): string {
    const { name, records } = this.measured;
    const first = this.written * records;
    const byPartition: Record<string, EventRecord[]> = {};
    for (let index = first; index < first + records; index++) {
      const record = this.recordAt(index, MIDNIGHT + hour * HOUR_MS + (index % HOUR_MS));
      const key = partitionName(record);
      byPartition[key] ??= [];
      byPartition[key].push(record);
    }
    const path = join(this.folder, `${name}-${this.written}.json`);
    writeFileSync(path, JSON.stringify(kafkaEvent('broker:9092', byPartition)));
    this.written += 1;
    this.latest = path;
    return path;
  }

  private recordAt(index: number, timestamp: number): EventRecord {
    const { name, valueBytes } = this.measured;
    return {
      topic: TOPIC,
      partition: index % PARTITIONS,
      offset: Math.floor(index / PARTITIONS),
      timestamp,
      timestampType: 'CREATE_TIME',
      key: Buffer.from(`customer-${index % 97}`).toString('base64'),
      value: bytesNamed(`${name} ${index}`, valueBytes).toString('base64'),
      headers: [{ source: [...Buffer.from('bench')] }],
    };
  }
}

/** Bytes that look random and are the same every time. */
function bytesNamed(name: string, outputLength: number): Buffer {
  return createHash('shake256', { outputLength }).update(name).digest();
}
