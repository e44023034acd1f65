import type { LayoutSetting, TimeUnit } from './layouts';

/** One class of records by the size of their value, as the construct writes it and the handlers read it. */
export interface SizeClassSetting {
  readonly name: string;
  /** The directory of the class on the mount, with a slash at its end. Handlers take an empty one, too. */
  readonly prefix: string;
  /** Values of fewer bytes belong to the class; absent in the class that takes every size. */
  readonly sizeLessThan?: number;
  /** The layout of its files; absent where that of the ingest counts, and in the classes of a replayer. */
  readonly layout?: LayoutSetting;
  /** The finest unit that directories of its files tell, as far as a replayer knows it: two digits below may be anything. */
  readonly timeUnit?: TimeUnit;
}

/** True for directories with a slash at the end that lead nowhere else, and are not hidden. An empty text is one. */
export function isDirectoryPrefix(prefix: string): boolean {
  const parts = prefix.split('/');
  return parts.pop() === '' && parts.every((part) => part !== '' && !part.startsWith('.') && !part.includes('\0'));
}

/**
 * Finds a class that can hold nothing, since those before it take all of its sizes.
 *
 * @returns the first such class, or undefined where the bounds ascend and only the last class may have none
 */
export function classOutOfOrder<Class extends Pick<SizeClassSetting, 'sizeLessThan'>>(
  classes: readonly Class[],
): Class | undefined {
  const bounds = classes.map(({ sizeLessThan = Number.POSITIVE_INFINITY }) => sizeLessThan);
  return classes.find((_, index) => (bounds[index] ?? 0) <= (bounds[index - 1] ?? 0));
}
