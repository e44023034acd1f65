import type { Row } from './clients';
import type { RoundTripRow } from './round-trips';

const per = (count: number, of: number) => (of === 0 ? '' : (count / of).toFixed(count / of < 0.1 ? 4 : 2));

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  return line(header) + line(header.map((_, column) => (column === 0 ? '---' : '---:'))) + rows.map(line).join('');
}

export function caseTable(rows: readonly Row[]): string {
  return table(
    ['case', 'tries', 'lost', 'torn', 'twice', 'escaped', 'seconds'],
    rows.map(({ name, tries, lost, torn, twice, escaped, seconds }) => [
      name,
      ...[tries, lost, torn, twice, escaped].map((count) => count.toLocaleString('en')),
      seconds.toFixed(0),
    ]),
  );
}

export function roundTripTable(rows: readonly RoundTripRow[]): string {
  return table(
    ['what', 'files', 'records', 'requests', 'a file', 'a record', 'which'],
    rows.map(({ what, files, records, operations }) => {
      const sum = Object.values(operations).reduce((total, count) => total + count, 0);
      const which = Object.entries(operations).sort(([, a], [, b]) => b - a);
      const words = which.map(([name, count]) => `${count} ${name}`).join(', ');
      return [what, String(files), String(records), String(sum), per(sum, files), per(sum, records), words];
    }),
  );
}

export function isKept({ lost, torn, twice, escaped, broken }: Row): boolean {
  return lost + torn + twice + escaped === 0 && broken.length === 0;
}

export function notes(rows: readonly Row[]): string {
  return rows
    .flatMap(({ name, broken, notes: said }) => [
      ...broken.map((text) => `- BROKEN, ${name}: ${text}\n`),
      ...said.map((text) => `- ${name}: ${text}\n`),
    ])
    .join('');
}
