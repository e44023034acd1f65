import { Size } from 'aws-cdk-lib/core';
import { LARGE_IMPORTED_BELOW_BYTES, SMALL_BELOW_BYTES } from '../contract/ingest-defaults';
import { FileLayout } from './file-layout';
import type { SizeClass } from './size-class';

/** Operations on files below this size are billed as if they had 32 KiB, and such files gain most from sharing one. */
const SHARED_BELOW = Size.bytes(SMALL_BELOW_BYTES);

/** Small records and large ones, which have directories of their own. */
export const DEFAULT_SIZE_CLASSES: SizeClass[] = [
  { name: 'small', prefix: 'small/', sizeLessThan: SHARED_BELOW },
  { name: 'large', prefix: 'large/' },
];

/** The same, with the rules of the fast storage that suit files of one record each. */
const PER_RECORD_SIZE_CLASSES: SizeClass[] = [
  { name: 'small', prefix: 'small/', sizeLessThan: SHARED_BELOW, cacheSizeLessThan: SHARED_BELOW },
  { name: 'large', prefix: 'large/', cacheSizeLessThan: Size.bytes(LARGE_IMPORTED_BELOW_BYTES) },
];

/** @param layout the layout of the ingest, if one was chosen for it */
export function defaultSizeClasses(layout: FileLayout | undefined): SizeClass[] {
  return layout !== undefined && layout._segmentBytes === undefined ? PER_RECORD_SIZE_CLASSES : DEFAULT_SIZE_CLASSES;
}

/**
 * The layout of a class where none was chosen: small records share files, and large ones have a file each.
 *
 * @param valuesFrom the size of the smallest values of the class, in bytes
 */
export function defaultLayout(valuesFrom: number): FileLayout {
  return valuesFrom < SHARED_BELOW.toBytes() ? FileLayout.segments() : FileLayout.perRecord();
}
