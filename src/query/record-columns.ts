import type { CfnTable } from 'aws-cdk-lib/aws-glue';
import type { RecordFormat } from '../ingest/record-format';

/** A column of the table: its type in the catalog, and as Amazon Athena's SQL names it. */
export interface RecordColumn {
  readonly name: string;
  readonly type: string;
  readonly sqlType: string;
}

/** The form of records in files of a format. */
export interface RecordStorage {
  /** The word by which AWS Glue knows the format. */
  readonly classification: 'json' | 'parquet';
  readonly columns: readonly RecordColumn[];
  readonly descriptor: Pick<CfnTable.StorageDescriptorProperty, 'inputFormat' | 'outputFormat' | 'serdeInfo'>;
}

const column = (name: string, type: string, sqlType = type): RecordColumn => ({ name, type, sqlType });
const text = (name: string): RecordColumn => column(name, 'string', 'varchar');
const binary = (name: string): RecordColumn => column(name, 'binary', 'varbinary');

const PLACE = [text('topic'), column('partition', 'int', 'integer'), column('offset', 'bigint')];

/**
 * Envelopes. What is no UTF-8 is an object there, `{"base64": …}`, which becomes text in a column of text: of the readers of JSON
 * that Amazon Athena has, OpenX's takes it (https://docs.aws.amazon.com/athena/latest/ug/openx-json-serde.html).
 */
const ENVELOPES: RecordStorage = {
  classification: 'json',
  columns: [
    ...PLACE,
    column('timestamp', 'bigint'),
    text('timestamp_type'),
    text('key'),
    text('value'),
    column('headers', 'array<struct<name:string,value:string>>', 'array(row(name varchar, value varchar))'),
  ],
  descriptor: {
    inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
    outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
    serdeInfo: {
      serializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
      parameters: { 'case.insensitive': 'false', 'mapping.timestamp_type': 'timestampType' },
    },
  },
};

const PARQUET: RecordStorage = {
  classification: 'parquet',
  columns: [
    ...PLACE,
    column('timestamp', 'timestamp', 'timestamp(3)'),
    text('timestamp_type'),
    text('key'),
    binary('key_binary'),
    text('value'),
    binary('value_binary'),
    column(
      'headers',
      'array<struct<name:string,value:string,value_binary:binary>>',
      'array(row(name varchar, value varchar, value_binary varbinary))',
    ),
  ],
  descriptor: {
    inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
    outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
    serdeInfo: { serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
  },
};

/** @param format one that holds whole records */
export function recordStorage(format: RecordFormat): RecordStorage {
  return format._compressesContent ? PARQUET : ENVELOPES;
}
