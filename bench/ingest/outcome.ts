import { type Comparison, shareOfCeiling, tableText } from '../support/comparison';
import { mebibytes, rateText } from '../support/figures';

/** What was measured of one case; rates are medians of the batches. */
export interface CaseOutcome extends Comparison {
  readonly baselineFirst: number;
  /** The first batch of an hour, whose directories are still to be made. */
  readonly oursFirst: number;
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
  const rows = outcomes.map((outcome) => {
    const { name, baseline, ours, ceiling, baselineFirst, oursFirst, payloadBytes, peakBytes } = outcome;
    return [
      name,
      rateText(baseline),
      rateText(ours),
      (ours / baseline).toFixed(1),
      rateText(ceiling.recordsPerSecond),
      shareOfCeiling(outcome),
      rateText(baselineFirst),
      rateText(oursFirst),
      (payloadBytes / 1e6).toFixed(1),
      mebibytes(peakBytes.first),
      mebibytes(peakBytes.all),
    ];
  });
  return tableText(HEADINGS, rows);
}
