import { COORDINATES, type NamePiece, nameTemplateFault, nameTemplateParts } from '../../src/contract/name-template';
import { byHeader, byKey, type RecordPart } from './record-parts';
import { compactTime } from './time';

/** @returns what makes the part of a file's name that stands before the coordinates; mostly nothing */
export function parseNameTemplate(setting: unknown = COORDINATES): RecordPart {
  const template = typeof setting === 'string' ? setting : '';
  if (nameTemplateFault(template) !== undefined) {
    throw new Error(
      `the layout's name ${JSON.stringify(setting)} is no template for file names; end it with ${COORDINATES}, and ` +
        'before that put {key}, {header:<name>}, {time} and any of A-Z a-z 0-9 . _ = @ -, each part ended by a plus ' +
        'sign, without a dot or an underscore at the front',
    );
  }
  const parts = nameTemplateParts(template).map(partOf);
  return (record) => parts.map((part) => `${part(record)}+`).join('');
}

function partOf(pieces: readonly NamePiece[]): RecordPart {
  const makers = pieces.map(pieceOf);
  return (record) => makers.map((maker) => maker(record)).join('');
}

function pieceOf(piece: NamePiece): RecordPart {
  switch (piece.by) {
    case 'literal':
      return () => piece.text;
    case 'header':
      return byHeader(piece.name);
    case 'key':
      return byKey;
    case 'time':
      return ({ timestamp }) => compactTime(timestamp);
    case 'unknown':
      throw new Error(
        `the layout's name has the unknown ${piece.text}; before the coordinates it may have {key}, {header:<name>} and {time}`,
      );
  }
}
