import { join } from 'node:path';
import { REPOSITORY } from '../../../local/process/places';
import { type Attempt, attempt } from './attempt';
import { CONFIGURATIONS } from './configurations';
import { SILENT } from './silent';

export const PAGE = join(REPOSITORY, 'docs', 'evidence', 'wrong-configurations.md');

/** Tries each configuration, by the headings of the page. */
export function attempts(): Map<string, Attempt[]> {
  return new Map(Object.entries(CONFIGURATIONS).map(([heading, all]) => [heading, all.map(attempt)]));
}

/** The table for a terminal: a line for each configuration, and the counts. */
export function table(found: Map<string, Attempt[]>): string {
  const all = [...found.values()].flat();
  const width = Math.max(...all.map(({ name }) => name.length));
  const lines = all.map(
    ({ name, outcome, words }) => `${name.padEnd(width)} | ${outcome.padEnd(7)} | ${words[0] ?? ''}`,
  );
  return [...lines, '', counts(all)].join('\n');
}

export function page(found: Map<string, Attempt[]>): string {
  const sections = [...found].map(([heading, all]) => section(heading, all));
  return `# Wrong configurations, and what synthesis says

Each of these apps has one mistake, which is tried with every change of the library: whether synthesis refuses it, warns of
it, or says nothing. ${counts([...found.values()].flat())}.

${sections.join('\n')}
Printed by \`npm run wrong-configurations\`, written by \`UPDATE_WRONG_CONFIGURATIONS=1 npx jest test/evidence/wrong-configurations\`.
`;
}

function section(heading: string, all: readonly Attempt[]): string {
  const rows = all.map(
    ({ name, outcome, words }) => `| ${name} | ${outcome} | ${cell(words[0] ?? SILENT[name] ?? '')} |`,
  );
  return [`## ${heading}`, '', '| mistake | outcome | what is said |', '|---|---|---|', ...rows, ''].join('\n');
}

/** The acknowledgement of a warning, and what belongs to a cell, is left out. */
function cell(text: string): string {
  return text
    .replace(/ \[ack: [^\]]*\]/, '')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;')
    .replaceAll('\n', ' ');
}

function counts(all: readonly Attempt[]): string {
  const of = (outcome: Attempt['outcome']) => all.filter((each) => each.outcome === outcome).length;
  return `${all.length} configurations: ${of('refused')} refused, ${of('warned')} warned of, ${of('silent')} silent`;
}
