import type { KafkaToS3FilesIngest } from '../ingest/kafka-to-s3-files-ingest';
import type { KafkaRecordsViewOptions } from './records-view-options';

/**
 * Properties of a table over the files of an ingest.
 */
export interface KafkaRecordsTableProps {
  /**
   * The ingest whose files are the table's rows. It writes envelopes or Parquet.
   */
  readonly ingest: KafkaToS3FilesIngest;

  /**
   * The name of the database in the AWS Glue Data Catalog: lower-case letters, digits and `_`.
   */
  readonly databaseName: string;

  /**
   * The name of the table: lower-case letters, digits and `_`.
   */
  readonly tableName: string;

  /**
   * Makes the database. Tables of one stack that name the same database share it. Give `false` for a database that is there
   * already, or that another stack makes. A database that goes with its stack takes along all tables in it; files stay.
   *
   * @default true
   */
  readonly createDatabase?: boolean;

  /**
   * A text about the table, which query editors show.
   *
   * @default - names the ingest
   */
  readonly description?: string;

  /**
   * The beginning of the time that is queried, by the directories. What lies before is not seen, and the fewer hours there
   * are between it and now, the faster is a query that does not say when.
   *
   * @default - the beginning of 2020, in UTC
   */
  readonly startTime?: Date;

  /**
   * The names that directories by key, header or field have, by the column that stands for them, such as
   * `{ header_tenant: ['acme', 'no-tenant'] }`. They are written as directories are: percent-encoded, such as
   * `%5Fa%3D1` for `_a=1`.
   *
   * A column without them stands in each query with the values that are asked for (`WHERE header_tenant = 'acme'`), which Amazon
   * Athena insists on, if it is in front of a directory that is a column too. Behind those there is no column, as the records
   * tell the same.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
   */
  readonly directoryValues?: { [column: string]: string[] };

  /**
   * A view beside the table, in the same database, that takes fields out of the values.
   *
   * @default - none
   */
  readonly view?: KafkaRecordsViewOptions;
}
