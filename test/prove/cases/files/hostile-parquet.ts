import { gzipSync } from 'node:zlib';
import { type FileMetaData, parquetMetadata } from 'hyparquet';
import { ByteWriter, parquetWriteBuffer } from 'hyparquet-writer';
import { writeMetadata } from 'hyparquet-writer/src/metadata.js';
import { ParquetWriter } from 'hyparquet-writer/src/parquet-writer.js';
import { parquetWriter } from '../../../../lambda-runtime/records/load-parquet';
import { SCHEMA } from '../../../../lambda-runtime/records/parquet/columns';
import type { KafkaRecord } from '../../../../lambda-runtime/records/record';

const MAGIC = 0x31524150;
const THOUSAND_MILLION = 1_000_000_000n;
const PIECE = 64 * 1024 * 1024;
const PIECES = 32;

/** Parquet files that mean ill, of the records that their names promise. */
export const HOSTILE_PARQUET: Readonly<Record<string, (records: readonly KafkaRecord[]) => Promise<Buffer>>> = {
  'a Parquet file without its end': async (records) => (await parquet(records)).subarray(0, -200),
  'a Parquet footer of 4 GiB': async (records) => {
    const file = await parquet(records);
    file.writeUInt32LE(0xffff_ffff, file.length - 8);
    return file;
  },
  'a Parquet file of a thousand million rows': async (records) =>
    withMetadata(await parquet(records), (metadata) => {
      metadata.num_rows = THOUSAND_MILLION;
      for (const group of metadata.row_groups) {
        group.num_rows = THOUSAND_MILLION;
        for (const { meta_data } of group.columns) if (meta_data) meta_data.num_values = THOUSAND_MILLION;
      }
    }),
  'a Parquet file of a million rows that few bytes claim': async (records) =>
    withMetadata(await parquet(records), (metadata) => {
      for (const group of metadata.row_groups) {
        group.num_rows = 1_000_000n;
        for (const { meta_data } of group.columns) if (meta_data) meta_data.num_values = 1_000_000n;
      }
    }),
  'a Parquet file that says to unfold to 2 GiB': async (records) =>
    withMetadata(await parquet(records), (metadata) => {
      for (const { meta_data } of metadata.row_groups.flatMap(({ columns }) => columns)) {
        if (meta_data) meta_data.total_uncompressed_size = 2n ** 31n;
      }
    }),
  'a Parquet page of 2 GiB of zeros that says nothing of it': async (records) =>
    compressedBy('GZIP', records, () => {
      const frame = gzipSync(Buffer.alloc(PIECE, '0'));
      return Buffer.concat(Array<Buffer>(PIECES).fill(frame));
    }),
  'a Snappy page that leads backwards': async (records) =>
    compressedBy('SNAPPY', records, () => Buffer.from([5, 0xfc, 0xff, 0xff, 0xff, 0xff, 1, 2, 3])),
  'a Parquet schema whose root has more children than there are': async (records) => {
    const file = await parquet(records);
    // Field 5 of the root, behind its name: ten, as Thrift writes it.
    const children = file.lastIndexOf('records\x15\x14') + 'records\x15'.length;
    file[children] = 0x7e;
    return file;
  },
  'Parquet columns that all lie in one place, each of 60 MB': async (records) =>
    withMetadata(await parquet(records), (metadata) => {
      const columns = metadata.row_groups.flatMap((group) => group.columns);
      for (const { meta_data } of columns) {
        if (meta_data) {
          meta_data.data_page_offset = columns[0]?.meta_data?.data_page_offset ?? 4n;
          meta_data.total_uncompressed_size = 60_000_000n;
        }
      }
    }),
  'a Parquet file with other columns': async () =>
    Buffer.from(parquetWriteBuffer({ columnData: [{ name: 'a', data: [1, 2], type: 'INT32' }] })),
  'a Parquet file of zeros': async () => Buffer.alloc(10_000),
  'an empty Parquet file': async () => Buffer.alloc(0),
};

async function parquet(records: readonly KafkaRecord[]): Promise<Buffer> {
  return Buffer.from((await parquetWriter.load()).encodeParquet(records, 'NONE'));
}

/** The same file with another footer. */
function withMetadata(file: Buffer, change: (metadata: FileMetaData) => void): Buffer {
  const metadata = parquetMetadata(new Uint8Array(file).buffer);
  const body = file.subarray(0, file.length - metadata.metadata_length - 8);
  change(metadata);
  const writer = new ByteWriter();
  writer.appendBytes(body);
  writeMetadata(writer, metadata);
  writer.appendUint32(MAGIC);
  return Buffer.from(writer.getBytes());
}

/** A file whose pages are whatever the compression makes of them. */
function compressedBy(codec: 'GZIP' | 'SNAPPY', records: readonly KafkaRecord[], compress: () => Buffer): Buffer {
  const page = compress();
  const writer = new ByteWriter();
  const file = new ParquetWriter({
    writer,
    schema: SCHEMA.map((element) => ({ ...element })),
    codec,
    compressors: { [codec]: (bytes: Uint8Array) => (bytes.length > 0 ? page : bytes) },
  });
  void file.write({
    rowGroupSize: records.length,
    columnData: [
      { name: 'topic', data: records.map(({ topic }) => topic), codec: 'UNCOMPRESSED' },
      { name: 'partition', data: records.map(({ partition }) => partition), codec: 'UNCOMPRESSED' },
      { name: 'offset', data: records.map(({ offset }) => BigInt(offset)), codec: 'UNCOMPRESSED' },
      ...['timestamp', 'timestamp_type', 'key', 'key_binary'].map((name) => ({
        name,
        data: records.map(() => null),
        codec: 'UNCOMPRESSED' as const,
      })),
      { name: 'value', data: records.map(() => 'x'), encoding: 'PLAIN' },
      { name: 'value_binary', data: records.map(() => null), codec: 'UNCOMPRESSED' },
      { name: 'headers', data: records.map(() => []), codec: 'UNCOMPRESSED' },
    ],
  });
  void file.finish();
  return Buffer.from(writer.getBytes());
}
