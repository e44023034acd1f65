import type { Ceiling } from './ceiling';

/** What was measured of one case; rates are in records a second, medians of the batches. */
export interface CaseOutcome {
  readonly name: string;
  readonly baseline: number;
  readonly baselineFirst: number;
  readonly ours: number;
  /** The first batch of an hour, whose directories are still to be made. */
  readonly oursFirst: number;
  readonly ceiling: Ceiling;
  /** Of one batch's event. */
  readonly payloadBytes: number;
  /** The most memory that the handler's process has had resident: with its first batch, and with all of them. */
  readonly peakBytes: { readonly first: number; readonly all: number };
}

const HEADINGS = [
  'case',
  'baseline',
  'ours',
  'ratio',
  'ceiling',
  'of ceiling',
  'first: baseline',
  'first: ours',
  'payload MB',
  'peak MiB: 1 batch',
  'all',
];

export function outcomeTable(outcomes: readonly CaseOutcome[]): string {
  const rows = outcomes.map(({ name, baseline, ours, ceiling, baselineFirst, oursFirst, payloadBytes, peakBytes }) => [
    name,
    rate(baseline),
    rate(ours),
    (ours / baseline).toFixed(1),
    rate(ceiling.recordsPerSecond),
    `${((ours / ceiling.recordsPerSecond) * 100).toFixed(0)} %`,
    rate(baselineFirst),
    rate(oursFirst),
    (payloadBytes / 1e6).toFixed(1),
    mebibytes(peakBytes.first),
    mebibytes(peakBytes.all),
  ]);
  const widths = HEADINGS.map((heading, column) => Math.max(heading.length, ...rows.map((row) => row[column].length)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ');
  return [HEADINGS, ...rows].map(line).join('\n');
}

/** For programs: one line of JSON a case. */
export function outcomeLines(outcomes: readonly CaseOutcome[]): string[] {
  return outcomes.map(({ name, baseline, ours, ceiling }) =>
    JSON.stringify({
      case: name,
      baseline: rounded(baseline),
      ours: rounded(ours),
      ratio: rounded(ours / baseline),
      ceiling: rounded(ceiling.recordsPerSecond),
      unit: 'records/s',
    }),
  );
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}

function rate(recordsPerSecond: number): string {
  return recordsPerSecond < 100 ? recordsPerSecond.toFixed(1) : recordsPerSecond.toFixed(0);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
