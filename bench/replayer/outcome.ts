import { type Comparison, comparisonTable } from '../support/comparison';
import { mebibytes, rateText } from '../support/figures';

/** The measurements of one case; rates are medians of the replays. */
export interface CaseOutcome extends Comparison {
  /** The rate of the replayer's Kafka client alone, with the same records in memory. */
  readonly client: number;
  readonly records: number;
  readonly baselineRecords: number;
  /** The median file's time to be read, in milliseconds, as the replayer tells it. */
  readonly readMs: number;
  /** The most memory that the replayer's process has had resident. */
  readonly peakBytes: number;
}

export function outcomeTable(outcomes: readonly CaseOutcome[]): string {
  return comparisonTable(outcomes, {
    'client alone': ({ client }) => rateText(client),
    'of client': ({ ours, client }) => `${((ours / client) * 100).toFixed(0)} %`,
    'baseline records': ({ baselineRecords }) => `${baselineRecords}`,
    'our records': ({ records }) => `${records}`,
    'p50 read ms': ({ readMs }) => readMs.toFixed(1),
    'peak MiB': ({ peakBytes }) => mebibytes(peakBytes),
  });
}
