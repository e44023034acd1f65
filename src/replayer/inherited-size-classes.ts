import { Annotations, Lazy, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { coarsestUnit } from '../contract/layouts';
import type { SizeClassSetting } from '../contract/size-classes';
import { rootKey } from '../file-system/root-key';
import { DEFAULT_SIZE_CLASSES } from '../ingest/default-size-classes';
import { type IngestOfApp, ingestsInto } from '../ingest/ingests-of-app';
import { type SizeClass, settingOf } from '../ingest/size-class';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';
import { readableText } from '../readable-references';

/**
 * The size classes of a replayer, as text: those that were given, or those of the ingests of this app that write what it
 * reads, with what these tell of directories by time. Ingests that are made after the replayer count too.
 *
 * @param given undefined if none were
 */
export function renderReplayedSizeClasses(
  scope: Construct,
  accessPoint: IS3FilesAccessPoint,
  given?: SizeClass[],
): string {
  const stack = Stack.of(scope);
  scope.node.addValidation({
    validate: () => {
      warnOfOtherClasses(scope, accessPoint, given);
      return [];
    },
  });
  return Lazy.string({
    produce: () => stack.toJsonString(replayedSizeClasses(accessPoint, given).map(settingWithin(accessPoint))),
  });
}

/**
 * The layouts themselves are not told: a replayer reads files of all layouts. Of several layouts the coarsest unit counts, as a
 * name below it may be anything in one of them.
 */
function settingWithin(accessPoint: IS3FilesAccessPoint): (sizeClass: SizeClass) => SizeClassSetting {
  const written = writersOf(accessPoint).flatMap(({ files }) => files.classes);
  return ({ layout, ...sizeClass }) => {
    const sameFiles = written.filter(({ prefix }) => prefix === sizeClass.prefix);
    const units = [layout, ...sameFiles.map((other) => other.layout)].map((each) => each?._timeUnit);
    return { ...settingOf(sizeClass), timeUnit: coarsestUnit(units) };
  };
}

/** The size classes of a replayer, as far as the ingests are made by now. */
export function replayedSizeClasses(accessPoint: IS3FilesAccessPoint, given?: SizeClass[]): readonly SizeClass[] {
  return given ?? inherited(accessPoint);
}

/** Ingests whose classes differ have no order in common: a warning then asks for a choice. */
function inherited(accessPoint: IS3FilesAccessPoint): readonly SizeClass[] {
  const [first, ...others] = writersOf(accessPoint).map(classesOf);
  return first && others.every((other) => areSame(first, other)) ? first : DEFAULT_SIZE_CLASSES;
}

function warnOfOtherClasses(scope: Construct, accessPoint: IS3FilesAccessPoint, given?: SizeClass[]): void {
  const classes = replayedSizeClasses(accessPoint, given);
  const other = writersOf(accessPoint).find((ingest) => !areSame(classesOf(ingest), classes));
  if (other) {
    Annotations.of(scope).addWarningV2(
      'cdk-s3files:sizeClassesOfIngestDiffer',
      `replayer '${scope.node.path}' counts by the size classes ${namesOf(classes)}, and '${other.construct.node.path}' writes what it reads in ${namesOf(classesOf(other))}: ${given ? "leave 'sizeClasses' of the replayer out, or give those of the ingest" : "give the replayer 'sizeClasses', as several ingests with different ones write there"}`,
    );
  }
}

/** The ingests that write below the root directory of the access point, by whatever access point. */
function writersOf(accessPoint: IS3FilesAccessPoint): IngestOfApp[] {
  const root = readableText(accessPoint, rootKey(accessPoint));
  return ingestsInto(accessPoint).filter((ingest) => readableText(accessPoint, rootKey(ingest.accessPoint)) === root);
}

/** The layout of a class is told by its files. */
function classesOf({ files }: IngestOfApp): SizeClass[] {
  return files.classes.map(({ name, prefix, sizeLessThan }) => ({ name, prefix, sizeLessThan }));
}

function areSame(some: readonly SizeClass[], others: readonly SizeClass[]): boolean {
  return textOf(some) === textOf(others);
}

function textOf(classes: readonly SizeClass[]): string {
  return JSON.stringify(classes.map(({ name, prefix, sizeLessThan }) => [name, prefix, sizeLessThan?.toBytes()]));
}

function namesOf(classes: readonly SizeClass[]): string {
  return classes.map(({ name, prefix }) => `'${name}' in '${prefix}'`).join(', ');
}
