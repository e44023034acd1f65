import { isObject } from '../../environment';
import { isCount } from '../../records/record';

/** A line of a file of others: the file is known by the offset of its first record, or else by its path. */
export type FilePlace =
  | { readonly offset: number; readonly line: number }
  | { readonly path: string; readonly line: number };

/** The place at which a source partition goes on: the next offset, or the next line of a file of others. */
export type Position = number | FilePlace;

/** The positions of source partitions that have begun. */
export type Positions = Map<string, Position>;

/**
 * @param isForeign whether the files are those of others
 * @returns undefined for what is no position among such files
 */
export function parsePosition(value: unknown, isForeign: boolean): Position | undefined {
  if (!isForeign) {
    return isCount(value) ? value : undefined;
  }
  const { offset, path, line } = isObject(value) ? value : {};
  if (!isCount(line)) {
    return undefined;
  }
  return isCount(offset) ? { offset, line } : typeof path === 'string' ? { path, line } : undefined;
}

/** Tells whether a partition has come further at one position than at another; undefined is before its beginning. */
export function isFurther(one: Position | undefined, other: Position | undefined): boolean {
  if (one === undefined || other === undefined) {
    return one !== undefined;
  }
  const [a, b] = [fileOf(one), fileOf(other)];
  return a === b ? lineOf(one) > lineOf(other) : a > b;
}

/** The file of a position. All positions of one partition are of the same kind. */
function fileOf(position: Position): number | string {
  return typeof position === 'number' ? position : 'path' in position ? position.path : position.offset;
}

function lineOf(position: Position): number {
  return typeof position === 'number' ? 0 : position.line;
}
