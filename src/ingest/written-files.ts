import { Size } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { constructError } from '../construct-error';
import { SEGMENT_EXTENSION, TOMBSTONE_EXTENSION } from '../contract/record-formats';
import { type Compression, compressedAtMost, compressionExtension } from './compression';
import type { FileLayout } from './file-layout';
import type { RecordFormat } from './record-format';
import { Tombstones } from './tombstones';

/** The properties that decide which files are written. Together they tell the size of the largest and the longest name. */
export interface WrittenFiles {
  readonly layout: FileLayout;
  readonly format: RecordFormat;
  readonly compression: Compression;
  readonly tombstones: Tombstones;
}

const MAX_RULE_BYTES = 52_673_613_135_872; // resource schema of AWS::S3Files::FileSystem

export function validateWrittenFiles(scope: IConstruct, { layout, format }: WrittenFiles): void {
  if (layout._segmentBytes !== undefined && !format._holdsWholeRecords) {
    throw constructError(
      scope,
      "the layout 'segments' puts many records into one file, and the format 'value' keeps nothing that tells them apart: give 'format' RecordFormat.envelope()",
    );
  }
}

/** The size that every file stays below if its values stay below another one. A rule of the cache compares files. */
export function fileSizeLessThan(valueSizeLessThan: Size, { layout, format, compression }: WrittenFiles): Size {
  const oneRecord = format._fileSizeLessThan(valueSizeLessThan).toBytes();
  // A segment may reach its full size, or hold one longer record and the line break after it.
  const file = layout._segmentBytes === undefined ? oneRecord : Math.max(oneRecord + 1, layout._segmentBytes + 1);
  return Size.bytes(Math.min(compressedAtMost(file, compression), MAX_RULE_BYTES));
}

/** The length of the longest extension. A tombstone's file is empty, and never compressed. */
export function longestExtension({ layout, format, compression, tombstones }: WrittenFiles): number {
  const plain = layout._segmentBytes === undefined ? format._recordExtension : SEGMENT_EXTENSION;
  const extension = `${plain}${compressionExtension(compression)}`.length;
  const writesEmptyFiles = tombstones === Tombstones.WRITE && !format._holdsWholeRecords;
  return writesEmptyFiles ? Math.max(extension, TOMBSTONE_EXTENSION.length) : extension;
}
