import { recordDirectory, segmentPath } from '../../../lambda-runtime/files/layout';
import { type Compression, compress, suffixOf } from '../../../lambda-runtime/records/compression';
import { parquetWriter } from '../../../lambda-runtime/records/load-parquet';
import type { KafkaRecord } from '../../../lambda-runtime/records/record';
import { encodeLine, spanOf } from '../../../lambda-runtime/records/segment';
import type { ParquetCompressionName } from '../../../src/contract/record-formats';
import { put } from '../support/files';
import { segments } from '../support/layouts';
import { aRecord } from '../support/records';

export interface StoredSegment {
  readonly prefix?: string;
  readonly compression?: Compression;
  /** Makes a Parquet file of it, with this compression of its columns. */
  readonly parquet?: ParquetCompressionName;
  /** Changes the lines before they are compressed, or the Parquet file. */
  readonly damage?: (lines: Buffer) => Buffer;
}

/** A record of partition 0 whose value is its offset. */
export function numbered(offset: number, differences: Partial<KafkaRecord> = {}): KafkaRecord {
  return aRecord({ partition: 0, offset, value: Buffer.from(String(offset)), ...differences });
}

/** Puts records on the mount in one segment, as the ingest handler would have. @returns the path of its file */
export async function storeSegment(
  root: string,
  records: readonly KafkaRecord[],
  { prefix = 'small/', compression = 'NONE', parquet, damage = (lines) => lines }: StoredSegment = {},
): Promise<string> {
  const [first, ...others] = records;
  if (first === undefined) {
    throw new Error('a segment has records');
  }
  const layout = segments();
  const path = segmentPath(
    recordDirectory(prefix, layout, first),
    layout,
    spanOf(first, [first.offset, ...others.map(({ offset }) => offset)]),
    parquet === undefined ? `.records.ndjson${suffixOf(compression)}` : '.records.parquet',
  );
  const bytes =
    parquet === undefined
      ? compress(damage(Buffer.concat(records.map(encodeLine))), compression)
      : damage((await parquetWriter.load()).encodeParquet(records, parquet));
  await put(root, path, bytes);
  return path;
}
