/** The most characters of a pattern: a topic has up to 249, and the id of a group little more. */
const LONGEST = 255;

/** A name, or a pattern in which each `*` stands for any characters. */
export function isNamePattern(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST;
}

/** Tells whether it is a pattern, and not the name of one thing. */
export function isPattern(nameOrPattern: string): boolean {
  return nameOrPattern.includes('*');
}

/**
 * Matches a name.
 *
 * @param nameOrPattern the whole name, in which each `*` stands for any characters, or for none
 */
export function matchesName(nameOrPattern: string, name: string): boolean {
  const [first = '', ...others] = nameOrPattern.split('*');
  if (others.length === 0) {
    return name === nameOrPattern;
  }
  const last = others.pop() as string;
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) {
    return false;
  }
  let rest = name.slice(first.length, name.length - last.length);
  for (const part of others) {
    const at = rest.indexOf(part);
    if (at < 0) {
      return false;
    }
    rest = rest.slice(at + part.length);
  }
  return true;
}
