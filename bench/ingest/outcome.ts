import { type Comparison, comparisonTable } from '../support/comparison';
import { mebibytes, rateText } from '../support/figures';

/** The measurements of one case; rates are medians of the batches. */
export interface CaseOutcome extends Comparison {
  readonly baselineFirst: number;
  /** The first batch of an hour, whose directories are still to be made. */
  readonly oursFirst: number;
  /** The bytes of the event of one batch. */
  readonly payloadBytes: number;
  /** The most memory that the handler's process has had resident: with its first batch, and with all of them. */
  readonly peakBytes: { readonly first: number; readonly all: number };
}

export function outcomeTable(outcomes: readonly CaseOutcome[]): string {
  return comparisonTable(outcomes, {
    'first: baseline': ({ baselineFirst }) => rateText(baselineFirst),
    'first: ours': ({ oursFirst }) => rateText(oursFirst),
    'payload MB': ({ payloadBytes }) => (payloadBytes / 1e6).toFixed(1),
    'peak MiB: 1 batch': ({ peakBytes }) => mebibytes(peakBytes.first),
    all: ({ peakBytes }) => mebibytes(peakBytes.all),
  });
}
