import type { Outcome, ProveCase } from './case';
import { isKept } from './support/outcomes';

/** A case that was run, or could not be. */
export interface Result {
  readonly case: ProveCase;
  readonly outcome?: Outcome;
  /** The reason why there is no outcome: something that the machine lacks, or the error that the case threw. */
  readonly lacks?: string;
  readonly failure?: string;
  readonly seconds: number;
}

const HEADER = ['case', 'tries', 'lost', 'torn', 'twice', 'escaped', 'seconds'];

/** True where a case kept its promises, or this machine cannot try it. */
export function isGood({ outcome, failure }: Result): boolean {
  return failure === undefined && (outcome === undefined || isKept(outcome));
}

/** The one table, in Markdown that can also be read as it stands. */
export function table(results: readonly Result[]): string {
  const rows = [HEADER, ...results.map(cells)];
  const widths = HEADER.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join(' | ')} |\n`;
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [line(HEADER), line(rule), ...rows.slice(1).map(line)].join('');
}

function cells({ case: { name }, outcome, lacks, seconds }: Result): string[] {
  const counts = outcome && [outcome.tries, outcome.lost, outcome.torn, outcome.twice, outcome.escaped];
  const words = counts?.map((count) => count.toLocaleString('en')) ?? Array(5).fill(lacks ? 'not run' : 'failed');
  return [name, ...words, seconds.toFixed(0)];
}

/** The messages of a case beside its counts, one sentence a line. */
export function sentences({ outcome, lacks, failure }: Result): string[] {
  return [
    ...(lacks === undefined ? [] : [`Not tried: ${lacks}.`]),
    ...(failure === undefined ? [] : [`FAILED: ${failure}`]),
    ...(outcome?.broken.map((text) => `BROKEN: ${text}`) ?? []),
    ...(outcome?.notes ?? []),
  ];
}
