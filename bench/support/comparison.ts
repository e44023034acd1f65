/** The most that a mount's latencies allow. */
export interface Ceiling {
  readonly recordsPerSecond: number;
  /** How it was computed. */
  readonly sentence: string;
}

/** A case of a benchmark; rates are in records a second. */
export interface Comparison {
  readonly name: string;
  readonly baseline: number;
  readonly ours: number;
  readonly ceiling: Ceiling;
}

/** For programs: one line of JSON a case. */
export function comparisonLines(comparisons: readonly Comparison[]): string[] {
  return comparisons.map(({ name, baseline, ours, ceiling }) =>
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

/** For people: the first column to the left, numbers to the right. */
export function tableText(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, column) => Math.max(heading.length, ...rows.map((row) => row[column].length)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ');
  return [headings, ...rows].map(line).join('\n');
}

export function shareOfCeiling({ ours, ceiling }: Comparison): string {
  return `${((ours / ceiling.recordsPerSecond) * 100).toFixed(0)} %`;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
