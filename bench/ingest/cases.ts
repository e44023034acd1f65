import type { RecordFormatSetting } from '../../src/contract/record-formats';
import { concurrency } from '../../src/functions/concurrency';

/** The content of a file that the handler writes: a record's value, or many records as lines of JSON or as rows. */
export type FileFormat = 'value' | 'envelopes' | 'parquet';

/** A batch as an event source mapping delivers it, and how it is filed. */
export interface IngestCase {
  readonly name: string;
  readonly format: FileFormat;
  readonly records: number;
  readonly valueBytes: number;
  /**
   * The number of records of the batch that the baseline gets. It takes the same time for each record, so that fewer
   * do.
   */
  readonly baselineRecords?: number;
}

/**
 * The cases in order: first that of the default options, which writes envelopes that share files, in batches as large
 * as a payload can be. Then the same records in Parquet, and the demo's way, a file for each value.
 */
export const CASES: readonly IngestCase[] = [
  { name: 'envelopes-4k-1000', format: 'envelopes', records: 1000, valueBytes: 4096 },
  { name: 'envelopes-400-7500', format: 'envelopes', records: 7500, valueBytes: 400, baselineRecords: 1000 },
  { name: 'parquet-4k-1000', format: 'parquet', records: 1000, valueBytes: 4096 },
  { name: 'parquet-400-7500', format: 'parquet', records: 7500, valueBytes: 400, baselineRecords: 1000 },
  { name: 'envelopes-4k-100', format: 'envelopes', records: 100, valueBytes: 4096 },
  { name: 'file-4k-100', format: 'value', records: 100, valueBytes: 4096 },
  { name: 'file-4k-1000', format: 'value', records: 1000, valueBytes: 4096 },
  { name: 'file-920k-5', format: 'value', records: 5, valueBytes: 920_000 },
];

export const PARTITIONS = 3;

const SETTINGS = concurrency('ingest');
export const FILES_IN_FLIGHT = Number(SETTINGS.MAX_FILES_IN_FLIGHT);

const SEGMENTS = { type: 'segments', maxBytes: 1024 * 1024 };
const FILES: Readonly<Record<FileFormat, { readonly layout: object; readonly format: RecordFormatSetting }>> = {
  value: { layout: { type: 'perRecord', shards: 16 }, format: { type: 'value', extension: '.json' } },
  envelopes: { layout: SEGMENTS, format: { type: 'envelope' } },
  parquet: { layout: SEGMENTS, format: { type: 'parquet', compression: 'ZSTD' } },
};

/** The function's variables, as the construct sets them unless told otherwise. */
export function handlerEnvironment({ format }: Pick<IngestCase, 'format'>, mountPath: string): Record<string, string> {
  return {
    ...SETTINGS,
    LAYOUT: JSON.stringify(FILES[format].layout),
    RECORD_FORMAT: JSON.stringify(FILES[format].format),
    MOUNT_PATH: mountPath,
    SIZE_CLASSES: JSON.stringify([
      { name: 'small', prefix: 'small/', sizeLessThan: 131072 },
      { name: 'large', prefix: 'large/' },
    ]),
    METRICS_NAMESPACE: 'S3Files',
    AWS_LAMBDA_FUNCTION_NAME: 'ingest',
    AWS_REGION: 'eu-central-1',
    TZ: ':UTC',
  };
}
