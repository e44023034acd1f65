import { type Size, type Stack, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { constructError } from '../construct-error';
import { MAX_COMPONENT_BYTES } from '../contract/limits';
import { UNCLASSIFIED } from '../contract/metrics';
import { classOutOfOrder, isDirectoryPrefix, type SizeClassSetting } from '../contract/size-classes';
import { isSetAside, UNWRITABLE_DIRECTORY } from '../contract/unwritable-records';
import type { ImportDataRuleTrigger } from '../interfaces/import-data-rule';
import type { FileLayout } from './file-layout';

/**
 * A class of records by the size of their value. It decides in which directory they are written, and which of their files
 * are kept in the file system's fast storage once they are read.
 */
export interface SizeClass {
  /**
   * The name, which metrics and answers use: letters, digits and `_`.
   */
  readonly name: string;

  /**
   * The directory below the access point's root, with a `/` at the end: `small/`.
   */
  readonly prefix: string;

  /**
   * Values smaller than this belong to the class, if they fit no smaller one.
   *
   * @default - no bound; the largest class has none, so that every record has a place
   */
  readonly sizeLessThan?: Size;

  /**
   * The layout of the files of this class. A replayer takes from it the unit of the directories by time; it reads files of all
   * layouts.
   *
   * @default - that of the ingest; without one, records below 128 KiB share files, and larger ones have a file each
   */
  readonly layout?: FileLayout;

  /**
   * Files of values smaller than this are imported to the fast storage when they are accessed. It makes a rule of the file
   * system for this class, which takes ten in all. `Size.bytes(0)` makes none, so that the rule of a directory above the
   * access point's root decides, such as the file system's own.
   *
   * @default - files below 128 KiB are imported, by one rule for all classes, which stands for the access point's root; beside
   *   a class with `Size.bytes(0)`, by a rule for each other class
   */
  readonly cacheSizeLessThan?: Size;

  /**
   * The event upon which files are imported to the fast storage. It counts only with `cacheSizeLessThan`.
   *
   * @default ImportDataRuleTrigger.ON_FILE_ACCESS
   */
  readonly cacheTrigger?: ImportDataRuleTrigger;
}

/**
 * The classes as JSON, as both handlers read them.
 *
 * @param common the layout that the handler is told apart from the classes
 */
export function renderSizeClasses(stack: Stack, classes: readonly SizeClass[], common?: FileLayout): string {
  return stack.toJsonString(
    classes.map(({ layout, ...sizeClass }) => settingOf({ ...sizeClass, ...(layout !== common && { layout }) })),
  );
}

export function settingOf({ name, prefix, sizeLessThan, layout }: SizeClass): SizeClassSetting {
  return { name, prefix, sizeLessThan: sizeLessThan?.toBytes(), layout: layout?._setting() };
}

export function validateSizeClasses(scope: IConstruct, classes: SizeClass[]): void {
  if (classes.length === 0) {
    throw constructError(
      scope,
      "'sizeClasses' is empty: give one class at least, or leave it out for 'small' and 'large'",
    );
  }
  classes.forEach((sizeClass, index) => {
    validateName(scope, sizeClass, classes.slice(0, index));
    validatePrefix(scope, sizeClass, classes.slice(0, index));
    validateBound(scope, sizeClass, classes, index);
    validateTrigger(scope, sizeClass);
  });
}

function validateName(scope: IConstruct, { name }: SizeClass, before: SizeClass[]): void {
  if (!/^[a-zA-Z0-9_]+$/.test(name)) {
    throw constructError(scope, `size class name '${name}' cannot be used: give letters, digits and '_'`);
  }
  if (name === UNCLASSIFIED) {
    throw constructError(
      scope,
      `size class name '${name}' cannot be used, since metrics give it to records that belong to no class: give another`,
    );
  }
  if (before.some((other) => other.name === name)) {
    throw constructError(scope, `size class '${name}' is given twice: give each class a name of its own`);
  }
}

function validatePrefix(scope: IConstruct, { name, prefix }: SizeClass, before: SizeClass[]): void {
  if (!prefix) {
    throw constructError(
      scope,
      `size class '${name}' has no prefix, so that its files could not be told from another's: give it a directory such as '${name}/'`,
    );
  }
  if (Token.isUnresolved(prefix)) {
    throw constructError(
      scope,
      `the prefix of size class '${name}' is a token, but it must be known at synth: give a literal`,
    );
  }
  if (!prefix.endsWith('/')) {
    throw constructError(scope, `prefix '${prefix}' of size class '${name}' must end with '/': write '${prefix}/'`);
  }
  const tooLong = prefix.split('/').some((directory) => directory.length > MAX_COMPONENT_BYTES);
  if (!isDirectoryPrefix(prefix) || !/^[a-zA-Z0-9_+=@./-]+$/.test(prefix) || tooLong) {
    throw constructError(
      scope,
      `prefix '${prefix}' of size class '${name}' cannot be used: give directories of letters, digits and '_ + = @ . -', none beginning with '.', without a '/' in front`,
    );
  }
  if (isSetAside(prefix)) {
    throw constructError(
      scope,
      `prefix '${prefix}' of size class '${name}' lies in '${UNWRITABLE_DIRECTORY}', which is kept for records that can never be written: give it another directory, such as '${name}/'`,
    );
  }
  const overlapping = before.find((other) => other.prefix.startsWith(prefix) || prefix.startsWith(other.prefix));
  if (overlapping) {
    throw constructError(
      scope,
      `prefix '${prefix}' of size class '${name}' and '${overlapping.prefix}' of '${overlapping.name}' lie in one another: give each class a directory of its own`,
    );
  }
}

function validateBound(
  scope: IConstruct,
  { name, sizeLessThan, cacheSizeLessThan }: SizeClass,
  classes: SizeClass[],
  index: number,
): void {
  validateSize(scope, name, 'sizeLessThan', 1, sizeLessThan);
  validateSize(scope, name, 'cacheSizeLessThan', 0, cacheSizeLessThan);
  const last = index === classes.length - 1;
  if (last && sizeLessThan) {
    throw constructError(
      scope,
      `size class '${name}' is the largest and bounded, so that larger records would have no place: leave out its 'sizeLessThan'`,
    );
  }
  if (!last && !sizeLessThan) {
    throw constructError(
      scope,
      `size class '${name}' has no 'sizeLessThan', so that no record would reach the classes after it: give it one, or put it last`,
    );
  }
  const pair = classes.slice(Math.max(index - 1, 0), index + 1).map(settingOf);
  if (sizeLessThan && classOutOfOrder(pair)) {
    throw constructError(
      scope,
      `size class '${name}' is bounded by ${sizeLessThan.toBytes()} bytes, no more than the one before it: give the classes in ascending order`,
    );
  }
}

function validateTrigger(scope: IConstruct, { name, cacheSizeLessThan, cacheTrigger }: SizeClass): void {
  if (cacheTrigger !== undefined && !cacheSizeLessThan?.toBytes()) {
    throw constructError(
      scope,
      `cacheTrigger of size class '${name}' would be ignored, since the class makes no rule of its own: give 'cacheSizeLessThan' with it, of more than 0 bytes, or leave it out`,
    );
  }
}

function validateSize(scope: IConstruct, name: string, property: string, least: number, size?: Size): void {
  if (size?.isUnresolved()) {
    throw constructError(
      scope,
      `${property} of size class '${name}' is a token, but it must be known at synth: give a literal`,
    );
  }
  const bytes = size?.toBytes();
  if (bytes !== undefined && (!Number.isInteger(bytes) || bytes < least)) {
    throw constructError(
      scope,
      `${property} of size class '${name}' is ${bytes} bytes: give a whole number of at least ${least}`,
    );
  }
}
