import { Size } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { constructError } from '../construct-error';
import { type RecordFormatSetting, TOMBSTONE_EXTENSION } from '../contract/record-formats';
import { Compression, compressedAtMost } from './compression';
import { defaultLayout, defaultSizeClasses } from './default-size-classes';
import { FileLayout } from './file-layout';
import type { KafkaToS3FilesIngestProps } from './kafka-to-s3-files-ingest-props';
import { RecordFormat } from './record-format';
import type { SizeClass } from './size-class';
import { Tombstones } from './tombstones';

/** A size class whose layout is decided. */
export interface WrittenClass extends SizeClass {
  readonly layout: FileLayout;
}

/** The properties that decide which files are written. Together they tell the size of the largest and the longest name. */
export interface WrittenFiles {
  /** The layout of all classes that have none of their own; undefined if each has one. */
  readonly layout?: FileLayout;
  readonly classes: readonly WrittenClass[];
  readonly format: RecordFormat;
  readonly compression: Compression;
  readonly tombstones: Tombstones;
}

type Choices = Pick<KafkaToS3FilesIngestProps, 'sizeClasses' | 'layout' | 'format' | 'compression' | 'tombstones'>;

const MAX_RULE_BYTES = 52_673_613_135_872; // resource schema of AWS::S3Files::FileSystem

/** Decides what the properties leave open. Values alone cannot share a file, so that they have a file each. */
export function writtenFiles(props: Choices): WrittenFiles {
  const format = props.format ?? RecordFormat.envelope();
  const layout = props.layout ?? (format._holdsWholeRecords ? undefined : FileLayout.perRecord());
  const sizeClasses = props.sizeClasses ?? defaultSizeClasses(layout);
  return {
    classes: sizeClasses.map((sizeClass, index) => ({
      ...sizeClass,
      layout: sizeClass.layout ?? layout ?? defaultLayout(sizeClasses[index - 1]?.sizeLessThan?.toBytes() ?? 0),
    })),
    layout,
    format,
    compression: props.compression ?? format._defaultCompression,
    tombstones: props.tombstones ?? Tombstones.WRITE,
  };
}

export function validateWrittenFiles(scope: IConstruct, { classes, format, compression }: WrittenFiles): void {
  if (compression === Compression.SNAPPY && !format._compressesContent) {
    throw constructError(
      scope,
      "'compression' is SNAPPY, which is for the columns of Parquet files, and the format writes other files: give 'format' RecordFormat.parquet(), or 'compression' Compression.ZSTD, Compression.GZIP or Compression.NONE",
    );
  }
  const shared = classes.find(({ layout }) => layout._segmentBytes !== undefined);
  if (shared && !format._holdsWholeRecords) {
    throw constructError(
      scope,
      `the layout 'segments' of size class '${shared.name}' puts many records into one file, and the format 'value' keeps nothing that tells them apart: give 'format' RecordFormat.envelope() or RecordFormat.parquet(), or 'layout' FileLayout.perRecord()`,
    );
  }
}

/** The handler's settings of format and compression: the compression of files, and that of what is in them. */
export function formatSettings({ format, compression }: WrittenFiles): {
  readonly format: RecordFormatSetting;
  readonly compression: Compression;
} {
  return {
    format: format._setting(compression),
    compression: format._compressesContent ? Compression.NONE : compression,
  };
}

/** True if records share files, so that few files are made of many records. */
export function sharesFiles({ classes }: WrittenFiles): boolean {
  return classes.some(({ layout }) => layout._segmentBytes !== undefined);
}

/** The size that every file of a class stays below if its values stay below another one. A rule of the cache compares files. */
export function fileSizeLessThan(valueSizeLessThan: Size, layout: FileLayout, files: WrittenFiles): Size {
  const oneRecord = files.format._fileSizeLessThan(valueSizeLessThan).toBytes();
  // A segment may reach its full size, or hold one longer record and the line break after it.
  const file = layout._segmentBytes === undefined ? oneRecord : Math.max(oneRecord + 1, layout._segmentBytes + 1);
  return Size.bytes(Math.min(compressedAtMost(file, files.compression), MAX_RULE_BYTES));
}

/** The length of the longest extension. A tombstone's file is empty, and never compressed. */
export function longestExtension(layout: FileLayout, { format, compression, tombstones }: WrittenFiles): number {
  const extension = format._extension(layout._segmentBytes === undefined ? 'one' : 'many', compression).length;
  const writesEmptyFiles = tombstones === Tombstones.WRITE && !format._holdsWholeRecords;
  return writesEmptyFiles ? Math.max(extension, TOMBSTONE_EXTENSION.length) : extension;
}
