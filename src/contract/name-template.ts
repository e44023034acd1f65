import { isHidden } from './hidden-names';

/** The end of every name: files are told apart by it, and readers learn from it which record it holds. */
export const COORDINATES = '{topic}+{partition}+{offset}';

/** One piece of a name before the coordinates. */
export type NamePiece =
  | { readonly by: 'literal'; readonly text: string }
  | { readonly by: 'key' | 'time' }
  | { readonly by: 'header'; readonly name: string }
  | { readonly by: 'unknown'; readonly text: string };

/** The reason why a template cannot be used: its end, a front that would hide it, or its parts. */
export type NameTemplateFault = 'end' | 'hidden' | 'parts';

const CHARACTER = /[A-Za-z0-9._=@-]/.source;
const PLACEHOLDER = /\{[^{}]+\}/.source; // a header's name may have any character, a plus sign too
const PIECE = new RegExp(`${PLACEHOLDER}|${CHARACTER}+`, 'g');
const PART = new RegExp(`((?:${PLACEHOLDER}|${CHARACTER})+)\\+`, 'g');
const PARTS = new RegExp(`^(?:${PART.source})*$`);
const HEADER = /^\{header:([^{}]+)\}$/;

/**
 * Checks a template for file names: parts that each end with a plus sign, then the coordinates.
 *
 * @returns undefined where it can be used, as far as its placeholders are known
 */
export function nameTemplateFault(template: string): NameTemplateFault | undefined {
  if (!template.endsWith(COORDINATES)) {
    return 'end';
  }
  if (!PARTS.test(beforeCoordinates(template))) {
    return 'parts';
  }
  return isHidden(template) ? 'hidden' : undefined;
}

/** The parts before the coordinates, each without the plus sign at its end. */
export function nameTemplateParts(template: string): readonly (readonly NamePiece[])[] {
  return Array.from(beforeCoordinates(template).matchAll(PART), ([, part = '']) =>
    (part.match(PIECE) ?? []).map(piece),
  );
}

function piece(text: string): NamePiece {
  const name = HEADER.exec(text)?.[1];
  if (name !== undefined) {
    return { by: 'header', name };
  }
  if (text === '{key}' || text === '{time}') {
    return { by: text === '{key}' ? 'key' : 'time' };
  }
  return { by: text.startsWith('{') ? 'unknown' : 'literal', text };
}

function beforeCoordinates(template: string): string {
  return template.slice(0, -COORDINATES.length);
}
