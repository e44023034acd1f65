import type { S3FilesFileSystemOptions } from '../file-system/file-system-props';
import type { MountedFunctionProps } from '../functions/mounted-function-props';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';
import type { KafkaCluster } from '../kafka/cluster';
import type { Compression } from './compression';
import type { FileLayout } from './file-layout';
import type { KafkaEventSourceOptions } from './kafka-event-source-options';
import type { RecordFormat } from './record-format';
import type { SizeClass } from './size-class';
import type { Tombstones } from './tombstones';
import type { UnwritableRecords } from './unwritable-records';

/**
 * Properties of an ingest: Kafka records are written as files.
 */
export interface KafkaToS3FilesIngestProps extends MountedFunctionProps, KafkaEventSourceOptions {
  /**
   * The cluster to read from.
   *
   * Another one replaces the event source mapping, which begins at `startingPosition` there. Give another `consumerGroupId`
   * with it, since two mappings cannot have one group.
   *
   * @see https://github.com/cdk-s3files/cdk-s3files/blob/main/docs/how-to/change-a-deployed-stack.md
   */
  readonly cluster: KafkaCluster;

  /**
   * The topic to read. Give this or `topics`.
   *
   * Another one replaces the event source mapping, which begins at `startingPosition` of the new topic. Give another
   * `consumerGroupId` with it, since two mappings cannot have one group.
   *
   * @default - `topics`
   */
  readonly topic?: string;

  /**
   * The topics to read: one event source mapping each, and one function for all. Give this or `topic`.
   *
   * @default - `topic`
   */
  readonly topics?: string[];

  /**
   * The access point that the files are written by.
   *
   * Giving one where there was none replaces the file system that the ingest has made by the given one's: what it has
   * written stays where it is, and bucket and file system are kept.
   *
   * @default - an access point rooted at `/events`, on a new file system over a new bucket, with mount targets in the
   *   function's subnets; file system and bucket are kept when the stack goes
   */
  readonly accessPoint?: IS3FilesAccessPoint;

  /**
   * Options of the file system that is made where no `accessPoint` is given. It is an error to give both.
   *
   * @default - those of `S3FilesFileSystem`, but that data leaves the fast storage a day after its last access: what was
   *   ingested is in the bucket by then, and is read from there
   */
  readonly fileSystemOptions?: S3FilesFileSystemOptions;

  /**
   * The classes of records by the size of their value, in ascending order.
   *
   * They decide in which directory a record is written, by which layout, and whether its file is kept in the fast storage
   * once it is read.
   *
   * @default - `small`, below 128 KiB, in `small/`; `large` in `large/`. Files below 128 KiB are kept in fast storage once
   *   they are read; with `FileLayout.perRecord()` also files of large records below 2 MiB
   */
  readonly sizeClasses?: SizeClass[];

  /**
   * The layout of all size classes that have none of their own: which records share a file, and by which directories and
   * name it is written.
   *
   * @default - records below 128 KiB share files of up to 1 MiB (`FileLayout.segments()`), larger ones have a file each
   *   (`FileLayout.perRecord()`), and so has every record with `RecordFormat.value()`
   */
  readonly layout?: FileLayout;

  /**
   * The format: how much of a record is written to its file.
   *
   * @default RecordFormat.envelope()
   */
  readonly format?: RecordFormat;

  /**
   * The compression of the files; with `RecordFormat.parquet()` that of the columns within them. The size class still
   * depends on the value as it was published.
   *
   * @default Compression.NONE, and Compression.ZSTD with `RecordFormat.parquet()`
   */
  readonly compression?: Compression;

  /**
   * The treatment of records whose value is null.
   *
   * @default Tombstones.WRITE
   */
  readonly tombstones?: Tombstones;

  /**
   * The treatment of records that can never be written, whatever is tried.
   *
   * @default UnwritableRecords.SET_ASIDE
   */
  readonly unwritableRecords?: UnwritableRecords;
}
