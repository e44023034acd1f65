import { type Comparison, comparisonTable } from '../support/comparison';
import { mebibytes, rateText } from '../support/figures';

/** The measurements of one case; rates are medians of the replays. */
export interface CaseOutcome extends Comparison {
  /** The rate of the replayer's Kafka client alone, with the same records in memory. */
  readonly client: number;
  /** Records a second of each side's own processor time, whatever else the machine does. */
  readonly byProcessor: Readonly<Record<'baseline' | 'ours' | 'client', number>>;
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
    'MB a processor second': ({ byProcessor, valueBytes }) => ((byProcessor.ours * valueBytes) / 1e6).toFixed(1),
    'serial Python': ({ byProcessor, valueBytes }) => ((byProcessor.baseline * valueBytes) / 1e6).toFixed(1),
    'the client': ({ byProcessor, valueBytes }) => ((byProcessor.client * valueBytes) / 1e6).toFixed(1),
    'baseline records': ({ baselineRecords }) => `${baselineRecords}`,
    'our records': ({ records }) => `${records}`,
    'p50 read ms': ({ readMs }) => readMs.toFixed(1),
    'peak MiB': ({ peakBytes }) => mebibytes(peakBytes),
  });
}
