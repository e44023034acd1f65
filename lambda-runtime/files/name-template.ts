import { byHeader, byKey, type RecordPart } from './record-parts';
import { compactTime } from './time';

/** What every name ends with: readers find the coordinates from the right, whatever stands before them. */
const COORDINATES = '{topic}+{partition}+{offset}';
const PIECE = /\{[^{}]+\}|[A-Za-z0-9._=@-]+/g;
// Literals and placeholders, ended by a plus sign. A header's name may have one, too.
const PART = /((?:\{[^{}]+\}|[A-Za-z0-9._=@-])+)\+/g;
const BEFORE_COORDINATES = new RegExp(`^(?:${PART.source})*$`);

/** @returns what makes the part of a file's name that stands before the coordinates; mostly nothing */
export function parseNameTemplate(setting: unknown = COORDINATES): RecordPart {
  const template = typeof setting === 'string' ? setting : '';
  const before = template.slice(0, -COORDINATES.length);
  if (!template.endsWith(COORDINATES) || !BEFORE_COORDINATES.test(before) || template.startsWith('.')) {
    throw new Error(
      `the layout's name ${JSON.stringify(setting)} is no template for file names; end it with ${COORDINATES}, and ` +
        'before that put {key}, {header:<name>}, {time} and any of A-Z a-z 0-9 . _ = @ -, each part ended by a plus ' +
        'sign, without a dot at the front',
    );
  }
  const parts = Array.from(before.matchAll(PART), ([, part = '']) => parsePart(part));
  return (record) => parts.map((part) => `${part(record)}+`).join('');
}

function parsePart(part: string): RecordPart {
  const pieces = (part.match(PIECE) ?? []).map(parsePiece);
  return (record) => pieces.map((piece) => piece(record)).join('');
}

function parsePiece(piece: string): RecordPart {
  if (!piece.startsWith('{')) {
    return () => piece;
  }
  const header = /^\{header:([^{}]+)\}$/.exec(piece)?.[1];
  if (header !== undefined) {
    return byHeader(header);
  }
  switch (piece) {
    case '{key}':
      return byKey;
    case '{time}':
      return ({ timestamp }) => compactTime(timestamp);
  }
  throw new Error(
    `the layout's name has the unknown ${piece}; before the coordinates it may have {key}, {header:<name>} and {time}`,
  );
}
