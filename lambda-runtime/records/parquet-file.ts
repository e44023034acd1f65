import { MAX_FILE_BYTES } from '../../src/contract/limits';
import { TooLargeError } from './compression';
import { parquetReader } from './load-parquet';
import type { ParquetRecords } from './parquet/decode';

export type { ParquetRecords };

/**
 * Unfolds a Parquet file.
 *
 * @throws TooLargeError if that makes more bytes than may be, before they are made
 */
export function recordsOfParquet(bytes: Buffer, most = MAX_FILE_BYTES): ParquetRecords {
  const unfolded = parquetReader.now.openParquet(bytes, most);
  if (unfolded === undefined) {
    throw new TooLargeError(`the Parquet file of ${bytes.length} bytes is more than ${most} bytes once unfolded`);
  }
  return unfolded;
}
