import { isObject, type PayloadType } from './payload-type';

/** New names of headers by old ones. */
export type HeaderNames = Readonly<Record<string, string>>;

export const STRIPPED_HEADERS: PayloadType<readonly string[]> = {
  description: 'a list of names, such as `["trace-id"]`',
  advice: 'give a list of names of headers, such as ["trace-id"]',
  read: (value) =>
    Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === 'string')
      ? [...new Set<string>(value)].sort()
      : undefined,
};

export const RENAMED_HEADERS: PayloadType<HeaderNames> = {
  description: 'new names by old ones, such as `{"type": "original-type"}`',
  advice: 'give new names of headers by old ones, such as {"type": "original-type"}',
  read: (value) => {
    const names = isObject(value) ? Object.entries(value) : [];
    return names.length > 0 && names.every((pair): pair is [string, string] => typeof pair[1] === 'string')
      ? Object.fromEntries(names.sort(([a], [b]) => (a < b ? -1 : 1)))
      : undefined;
  },
};

/** The changes of records' headers on their way, and the words for them: the payload's, or those of an option. */
export interface HeaderChanges {
  readonly strip: { readonly name: string; readonly headers: readonly string[] | undefined };
  readonly rename: { readonly name: string; readonly headers: HeaderNames | undefined };
  /** The header that is added to each record. */
  readonly add?: { readonly name: string; readonly header: string | undefined };
}

/** @returns the reason why the changes contradict each other; undefined if they do not */
export function contradictionOf({ strip, rename, add }: HeaderChanges): string | undefined {
  const renamed = Object.entries(rename.headers ?? {});
  const before = new Map<string, string>();
  for (const [old, name] of renamed) {
    if (name === '') {
      return `${rename.name} gives '${old}' no new name; give one, or put '${old}' into ${strip.name} to take the header away`;
    }
    if (old === name) {
      return `${rename.name} gives '${old}' the name that it has; give another, or leave it out`;
    }
    if (strip.headers?.includes(old)) {
      return `${strip.name} takes away the header '${old}' that ${rename.name} calls '${name}'; leave it out of one of them`;
    }
    const other = before.get(name);
    if (other !== undefined) {
      return `${rename.name} calls both '${other}' and '${old}' by the name '${name}', so that nobody could tell them apart; give different names`;
    }
    before.set(name, old);
  }
  const old = add?.header === undefined ? undefined : before.get(add.header);
  return old === undefined
    ? undefined
    : `${rename.name} calls '${old}' by the name '${add?.header}', which ${add?.name} gives to the header that it adds; give different names`;
}
