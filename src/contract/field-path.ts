/** The way to a field of a JSON value: names of members, and places in lists, counted from 0. */
export type FieldPath = readonly (string | number)[];

const PLAIN_NAME = /[\p{L}\p{N}_$@-]+/u.source;
const INDEX = /\[(?:0|[1-9]\d{0,8})\]/.source;
const QUOTED_NAME = /\['[^'\\]+'\]/.source;
const STEP = `\\.${PLAIN_NAME}|${INDEX}|${QUOTED_NAME}`;
const PATH = new RegExp(`^(?:${STEP})+$`, 'u');
const STEPS = new RegExp(STEP, 'gu');

/**
 * Reads the path of a field, a part of JSONPath (https://www.rfc-editor.org/rfc/rfc9535): `customer.id`, with or without
 * `$.` in front, `items[0].sku`, and `['a name with a dot.or a space']`. A path is one field, never several.
 *
 * @returns undefined if the text is no such path
 */
export function parseFieldPath(text: unknown): FieldPath | undefined {
  if (typeof text !== 'string' || text === '$') {
    return undefined; // '$' is the whole value
  }
  const steps = /^\$(?=[.[])/.test(text) ? text.slice(1) : text.startsWith('[') ? text : `.${text}`;
  return PATH.test(steps) ? (steps.match(STEPS) ?? []).map(stepOf) : undefined;
}

function stepOf(step: string): string | number {
  if (step.startsWith('.')) {
    return step.slice(1);
  }
  return step.startsWith("['") ? step.slice(2, -2) : Number(step.slice(1, -1));
}
