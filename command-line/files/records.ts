import { decodeRecord } from '../../lambda-runtime/records/codec';
import { parquetReader } from '../../lambda-runtime/records/load-parquet';
import type { KafkaRecord } from '../../lambda-runtime/records/record';
import { decodeSegment } from '../../lambda-runtime/records/segment';
import { PARQUET_EXTENSION } from '../../src/contract/record-formats';
import type { RecordFile } from './record-files';

/** Gives the records of a file that can be read, and then throws if these are not all. */
export async function* recordsOf({ named }: RecordFile, bytes: Buffer): AsyncGenerator<KafkaRecord, void, undefined> {
  if (named.extension === PARQUET_EXTENSION) {
    await parquetReader.load();
  }
  if (named.type === 'segment') {
    yield* decodeSegment(named.span, { extension: named.extension, bytes });
  } else {
    yield decodeRecord(named.coordinates, { extension: named.extension, bytes });
  }
}
