import { ACTIONS, type ActionKey } from '../../src/contract/actions';

const [BEGINNING, END] = ['<!-- actions: generated -->\n\n', '<!-- end of the actions -->'];

/** Puts the tables of the actions that users ask for between their two marks in a page. */
export function withActions(page: string): string {
  const [before, rest] = page.split(BEGINNING);
  const [, after] = rest.split(END);
  return `${before}${BEGINNING}${Object.entries(ACTIONS).map(section).join('')}${END}${after}`;
}

function section([name, { meaning, keys }]: [string, (typeof ACTIONS)[keyof typeof ACTIONS]]): string {
  const rows = Object.entries<ActionKey<unknown>>(keys).map(row);
  const table = ['| key | value | default | meaning |', '|---|---|---|---|', ...rows].join('\n');
  return `### \`{"action": "${name}"}\`\n\nIt ${meaning}.\n\n${table}\n\n`;
}

function row([name, { type, meaning, defaultInWords, default: absent }]: [string, ActionKey<unknown>]): string {
  const left = defaultInWords ?? (absent === undefined ? 'none' : `\`${JSON.stringify(absent)}\``);
  return `| \`${name}\` | ${type.description} | ${left} | ${meaning} |`;
}
