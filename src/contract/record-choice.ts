import { parsePattern } from './linear-pattern';
import { isObject, type PayloadType } from './payload-type';

/** A header that a record must have: of this name, and with this value or one that the pattern matches, where one is given. */
export interface HeaderChoice {
  readonly name: string;
  readonly value?: string;
  /** A regular expression that must match the whole value, read as UTF-8. */
  readonly pattern?: string;
}

/** A choice of records by their keys and headers. Each list has at least one item where it is given. */
export interface RecordChoice {
  /** The keys, without repetitions, in order. */
  readonly keys?: readonly string[];
  readonly key_prefixes?: readonly string[];
  readonly headers?: readonly HeaderChoice[];
}

const LISTS = ['keys', 'key_prefixes', 'headers'] as const satisfies readonly (keyof RecordChoice)[];

/** Tells whether a choice looks at keys. */
export function looksAtKeys({ keys, key_prefixes: prefixes }: RecordChoice): boolean {
  return keys !== undefined || prefixes !== undefined;
}

export const RECORD_CHOICE: PayloadType<RecordChoice> = {
  description:
    'any of `{"keys": ["a"], "key_prefixes": ["tenant-7/"], "headers": [{"name": "type", "pattern": "order\\\\..*"}]}`',
  advice:
    'give {"keys": ["a"], "key_prefixes": ["tenant-7/"], "headers": [{"name": "type", "value": "order"}]}, or one or two of the three',
  read: (value) => {
    if (!isObject(value)) {
      return undefined;
    }
    const unknown = Object.keys(value).find((name) => !(LISTS as readonly string[]).includes(name));
    if (unknown !== undefined) {
      throw new Error(`there is no '${unknown.slice(0, 50)}'; give any of ${LISTS.join(', ')}`);
    }
    const given = LISTS.filter((name) => value[name] !== undefined);
    if (given.length === 0) {
      throw new Error(`nothing is chosen; give any of ${LISTS.join(', ')}, or leave it out`);
    }
    const { keys, key_prefixes: prefixes, headers } = value;
    return {
      ...(keys !== undefined && { keys: texts('keys', keys) }),
      ...(prefixes !== undefined && { key_prefixes: prefixesOf(prefixes) }),
      ...(headers !== undefined && { headers: listOf('headers', headers).map(headerOf) }),
    };
  },
};

function prefixesOf(value: unknown): readonly string[] {
  const prefixes = texts('key_prefixes', value);
  if (prefixes.includes('')) {
    throw new Error('key_prefixes has an empty text, with which every key begins; give the beginning of some keys');
  }
  return prefixes;
}

function texts(name: string, value: unknown): readonly string[] {
  const list = listOf(name, value);
  if (!list.every((item) => typeof item === 'string')) {
    throw new Error(`${name} has an item that is no text; give a list of texts`);
  }
  return [...new Set(list)].sort();
}

function listOf(name: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw new Error(`${name} is no list with something in it; give at least one item, or leave it out`);
  }
  return value;
}

function headerOf(given: unknown, index: number): HeaderChoice {
  const { name, value, pattern, ...others } = isObject(given) ? given : {};
  const areTexts = typeof name === 'string' && [value, pattern].every((text) => text === undefined || isText(text));
  if (!areTexts || Object.keys(others).length > 0 || (value !== undefined && pattern !== undefined)) {
    throw new Error(
      `item ${index} of headers is no choice of a header; give {"name": "type"}, {"name": "type", "value": "order"} or ` +
        '{"name": "type", "pattern": "order\\\\..*"}, all as text',
    );
  }
  if (!isText(pattern)) {
    return { name, ...(isText(value) && { value }) };
  }
  try {
    parsePattern(pattern);
  } catch (error) {
    throw new Error(`item ${index} of headers: ${error instanceof Error ? error.message : String(error)}`);
  }
  return { name, pattern };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
