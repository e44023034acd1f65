import { rateText } from './figures';

/** The most that a mount's latencies allow. */
export interface Ceiling {
  readonly recordsPerSecond: number;
  /** The computation in words. */
  readonly sentence: string;
}

/** A case of a benchmark; rates are in records a second. */
export interface Comparison {
  readonly name: string;
  /** The bytes of each record's value. */
  readonly valueBytes: number;
  readonly baseline: number;
  readonly ours: number;
  readonly ceiling: Ceiling;
}

/** The comparisons for programs to read: one line of JSON a case. */
export function comparisonLines(comparisons: readonly Comparison[]): string[] {
  return comparisons.map(({ name, valueBytes, baseline, ours, ceiling }) =>
    JSON.stringify({
      case: name,
      baseline: rounded(baseline),
      ours: rounded(ours),
      ratio: rounded(ours / baseline),
      ceiling: rounded(ceiling.recordsPerSecond),
      unit: 'records/s',
      megabytes: rounded((ours * valueBytes) / 1e6),
    }),
  );
}

/**
 * The comparisons for people to read. The table has the rates, their ratio, the MB of values a second that ours
 * carries, and the columns that only this benchmark has.
 */
export function comparisonTable<T extends Comparison>(
  comparisons: readonly T[],
  columns: Readonly<Record<string, (comparison: T) => string>>,
): string {
  const headings = ['case', 'baseline', 'ours', 'ratio', 'MB/s', 'ceiling', 'of ceiling', ...Object.keys(columns)];
  const rows = comparisons.map((comparison) => {
    const { name, valueBytes, baseline, ours, ceiling } = comparison;
    return [
      name,
      rateText(baseline),
      rateText(ours),
      (ours / baseline).toFixed(1),
      ((ours * valueBytes) / 1e6).toFixed(1),
      rateText(ceiling.recordsPerSecond),
      `${((ours / ceiling.recordsPerSecond) * 100).toFixed(0)} %`,
      ...Object.values(columns).map((text) => text(comparison)),
    ];
  });
  return tableText(headings, rows);
}

/** Aligns the first column to the left and the others, which hold numbers, to the right. */
function tableText(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, column) => Math.max(heading.length, ...rows.map((row) => row[column].length)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ');
  return [headings, ...rows].map(line).join('\n');
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
