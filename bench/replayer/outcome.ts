import { type Comparison, shareOfCeiling, tableText } from '../support/comparison';
import { mebibytes, rateText } from '../support/figures';

/** What was measured of one case; rates are medians of the replays. */
export interface CaseOutcome extends Comparison {
  readonly records: number;
  readonly baselineRecords: number;
  /** The median file's time to be read, in milliseconds, as the replayer tells it. */
  readonly readMs: number;
  /** The most memory that the replayer's process has had resident. */
  readonly peakBytes: number;
}

const HEADINGS = [
  'case',
  'baseline',
  'ours',
  'ratio',
  'ceiling',
  'of ceiling',
  'baseline records',
  'our records',
  'p50 read ms',
  'peak MiB',
];

export function outcomeTable(outcomes: readonly CaseOutcome[]): string {
  const rows = outcomes.map((outcome) => {
    const { name, baseline, ours, ceiling, records, baselineRecords, readMs, peakBytes } = outcome;
    return [
      name,
      rateText(baseline),
      rateText(ours),
      (ours / baseline).toFixed(1),
      rateText(ceiling.recordsPerSecond),
      shareOfCeiling(outcome),
      `${baselineRecords}`,
      `${records}`,
      readMs.toFixed(1),
      mebibytes(peakBytes),
    ];
  });
  return tableText(HEADINGS, rows);
}
