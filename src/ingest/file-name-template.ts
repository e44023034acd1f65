import { Token } from 'aws-cdk-lib/core';

/** What every name ends with: by it files are unique, and readers know where a record stood. */
export const COORDINATES = '{topic}+{partition}+{offset}';

const TIME_BYTES = 'yyyyMMddTHHmmssSSSZ'.length;
const PLACEHOLDER = /\{(?:key|time|header:[^{}]+)\}/g;
/** Parts, each ended by '+', of literals and placeholders. Readers pass over files whose names begin with a dot. */
const PARTS = /^(?:(?:[A-Za-z0-9._=@-]|\{(?:key|time|header:[^{}]+)\})+\+)*$/;

export function validateNameTemplate(template: string): void {
  if (Token.isUnresolved(template)) {
    throw new Error('the name of files is a token, but it must be known at synth: give a literal');
  }
  if (!template.endsWith(COORDINATES)) {
    throw new Error(
      `file name '${template}' must end with '${COORDINATES}', by which files are told apart and read back: append it`,
    );
  }
  if (!PARTS.test(prefixOf(template))) {
    throw new Error(
      `file name '${template}' cannot be used: before '${COORDINATES}' give letters, digits, '. _ = @ -', '{key}', '{time}' and '{header:<name>}', in parts that each end with '+'`,
    );
  }
  if (template.startsWith('.')) {
    throw new Error(
      `file name '${template}' begins with '.', which marks files that are being written: begin it with another character`,
    );
  }
}

/** The bytes of what stands before the coordinates, where a key or a header's value takes so many. */
export function prefixBytes(template: string, fieldBytes: number): number {
  const prefix = prefixOf(template);
  const placeholders = prefix.match(PLACEHOLDER) ?? [];
  const literals = prefix.replace(PLACEHOLDER, '').length;
  return placeholders.reduce((sum, one) => sum + (one === '{time}' ? TIME_BYTES : fieldBytes), literals);
}

function prefixOf(template: string): string {
  return template.slice(0, -COORDINATES.length);
}
