import { parquetReader } from '../../../lambda-runtime/records/load-parquet';
import type { KafkaRecord } from '../../../lambda-runtime/records/record';
import { aRecord } from './records';

const ROOM = 64 * 1024 * 1024;

export function recordAt(offset: number): KafkaRecord {
  return aRecord({
    offset,
    timestamp: offset % 5 === 0 ? null : 1_776_000_000_000 + offset,
    key: offset % 3 === 0 ? Buffer.from([0xff, offset]) : Buffer.from(`key ${offset % 4}`),
    value: offset % 7 === 0 ? null : Buffer.from('x'.repeat(offset)),
    headers: Array.from({ length: offset % 4 }, (_, index) => ({
      name: `h${index % 2}`,
      value: index === 1 ? Buffer.from([0xfe]) : null,
    })),
  });
}

export const RECORDS = Array.from({ length: 60 }, (_, offset) => recordAt(offset));

/** The records of a file, or the reason why there are none. */
export function outcome(file: Buffer, most = ROOM): readonly KafkaRecord[] | string | undefined {
  try {
    const opened = parquetReader.now.openParquet(file, most);
    return opened && [...opened.records()];
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
