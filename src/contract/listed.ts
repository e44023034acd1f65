/** The most items that a sentence has room for, unless it says otherwise. */
export const MOST_NAMED = 10;

export interface ListOptions {
  /** The most items that are named. */
  readonly most?: number;
  readonly separator?: ', ' | '; ';
  /** The number of all items, where only the first of them are at hand. */
  readonly all?: number;
}

/** Lists the first of some items in a message, and tells how many there are beside them. */
export function listed(
  items: readonly (string | number)[],
  { most = MOST_NAMED, separator = ', ', all = items.length }: ListOptions = {},
): string {
  const named = items.slice(0, most);
  const more = all - named.length;
  const joint = separator === ', ' ? ' ' : separator;
  return `${named.join(separator)}${more > 0 ? `${joint}and ${more} more` : ''}`;
}

/** Lists the first of some names, each in quotes and once. */
export function listedNames(names: readonly string[], options?: ListOptions): string {
  return listed(
    [...new Set(names)].map((name) => `'${name}'`),
    options,
  );
}
