import {
  keysFor,
  PAYLOAD,
  type PayloadAudience,
  type PayloadKey,
  type PayloadKeyName,
} from '../../src/contract/payload';

const [BEGINNING, END] = ['<!-- keys of the payload: generated -->\n\n', '\n<!-- end of the keys -->'];

/** Puts the table of the payload's keys between its two marks in a page. */
export function withPayloadTable(page: string): string {
  const [before, rest] = page.split(BEGINNING);
  const [, after] = rest.split(END);
  return `${before}${BEGINNING}${payloadTable()}${END}${after}`;
}

function payloadTable(): string {
  const rows = keysFor('everyone', 'function', 'workflow').map(row);
  return ['| key | value | default | meaning |', '|---|---|---|---|', ...rows, ''].join('\n');
}

const ONLY: Partial<Record<PayloadAudience, string>> = { function: ' (function only)', workflow: ' (workflow only)' };

function row(name: PayloadKeyName): string {
  const { type, meaning, for: audience, ...key }: PayloadKey<unknown> = PAYLOAD[name] as PayloadKey<unknown>;
  const absent = key.defaultInWords ?? (key.default === undefined ? 'none' : `\`${JSON.stringify(key.default)}\``);
  return `| \`${name}\`${ONLY[audience] ?? ''} | ${type.description} | ${absent} | ${meaning} |`;
}
