import { Token } from 'aws-cdk-lib/core';
import { COORDINATES, type NamePiece, nameTemplateFault, nameTemplateParts } from '../contract/name-template';

const TIME_BYTES = 'yyyyMMddTHHmmssSSSZ'.length;

export function validateNameTemplate(template: string): void {
  if (Token.isUnresolved(template)) {
    throw new Error('the name of files is a token, but it must be known at synth: give a literal');
  }
  const fault = nameTemplateFault(template);
  if (fault === 'end') {
    throw new Error(
      `file name '${template}' must end with '${COORDINATES}', by which files are told apart and read back: append it`,
    );
  }
  if (fault === 'parts' || piecesOf(template).some(({ by }) => by === 'unknown')) {
    throw new Error(
      `file name '${template}' cannot be used: before '${COORDINATES}' give letters, digits, '. _ = @ -', '{key}', '{time}' and '{header:<name>}', in parts that each end with '+'`,
    );
  }
  if (fault === 'hidden') {
    throw new Error(
      `file name '${template}' begins with '${template[0]}', and a dot or an underscore there hides files from replays or query engines: begin it with another character`,
    );
  }
}

/** The bytes of a name before its coordinates, if a key or a header's value takes `fieldBytes`. */
export function prefixBytes(template: string, fieldBytes: number): number {
  const plusSigns = nameTemplateParts(template).length;
  return piecesOf(template).reduce((sum, piece) => sum + bytesOf(piece, fieldBytes), plusSigns);
}

function bytesOf(piece: NamePiece, fieldBytes: number): number {
  switch (piece.by) {
    case 'key':
    case 'header':
      return fieldBytes;
    case 'time':
      return TIME_BYTES;
    default:
      return piece.text.length;
  }
}

function piecesOf(template: string): NamePiece[] {
  return nameTemplateParts(template).flat();
}
