import { TIME_UNITS } from '../../src/contract/layouts';
import { classOutOfOrder, isDirectoryPrefix, type SizeClassSetting } from '../../src/contract/size-classes';
import { isObject } from '../environment';

/** Records are filed by the size of their value, so that each class can have a cache rule of its own. */
export interface SizeClass extends Omit<SizeClassSetting, 'layout'> {
  /** The layout of its files as it came; `parseLayout` reads it. */
  readonly layout?: unknown;
}

export function parseSizeClasses(setting: unknown): readonly SizeClass[] {
  if (!Array.isArray(setting) || setting.length === 0) {
    throw new Error(`size classes must be an array of at least one class, got ${JSON.stringify(setting)}`);
  }
  const classes = setting.map(parseSizeClass);
  const useless = classOutOfOrder(classes);
  if (useless !== undefined) {
    throw new Error(
      `size class '${useless.name}' can hold nothing that the classes before it do not; order the classes by ` +
        'sizeLessThan, ascending, and leave only the last one without it',
    );
  }
  return classes;
}

function parseSizeClass(setting: unknown): SizeClass {
  const { name, prefix, sizeLessThan, layout, timeUnit: unit } = isObject(setting) ? setting : {};
  if (typeof name !== 'string' || name === '' || typeof prefix !== 'string' || !isDirectoryPrefix(prefix)) {
    throw new Error(
      `size class ${JSON.stringify(setting)} must have a name and a prefix that is empty or a relative path ending in '/'`,
    );
  }
  const timeUnit = TIME_UNITS.find((known) => known === unit);
  const named = { name, prefix, ...(layout !== undefined && { layout }), ...(timeUnit !== undefined && { timeUnit }) };
  if (sizeLessThan === undefined) {
    return named;
  }
  if (typeof sizeLessThan !== 'number' || !Number.isSafeInteger(sizeLessThan) || sizeLessThan < 1) {
    throw new Error(
      `size class '${name}' has sizeLessThan ${JSON.stringify(sizeLessThan)}; give a whole number of bytes`,
    );
  }
  return { ...named, sizeLessThan };
}

/** @returns undefined where every class is bounded and the size fits none */
export function classOfSize<Class extends Pick<SizeClass, 'sizeLessThan'>>(
  classes: readonly Class[],
  size: number,
): Class | undefined {
  return classes.find(({ sizeLessThan }) => sizeLessThan === undefined || size < sizeLessThan);
}

/** The class whose prefix a path starts with; the longest where prefixes nest. */
export function classOfPath(classes: readonly SizeClass[], path: string): SizeClass | undefined {
  let found: SizeClass | undefined;
  for (const candidate of classes) {
    if (path.startsWith(candidate.prefix) && candidate.prefix.length >= (found?.prefix.length ?? 0)) {
      found = candidate;
    }
  }
  return found;
}
