import type { Log } from '../telemetry/log';
import type { BatchRecord } from './batch-record';
import type { FileWriter } from './file-writer';

/** The offsets of a batch in one partition. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly records: number;
}

/**
 * Logs the one line of a batch: how much it was, of which partitions, what became of it and how long that took. It says
 * nothing of what is in a record.
 */
export function logBatch(
  records: readonly BatchRecord[],
  { written, slowest }: Pick<FileWriter, 'written' | 'slowest'>,
  milliseconds: number,
  log: Log,
): void {
  log.info('batch ingested', {
    records: records.length,
    failed: records.filter(({ failure }) => failure !== undefined).length,
    set_aside: records.filter(({ aside }) => aside !== undefined).length,
    files: written.files,
    bytes: written.bytes,
    milliseconds: Math.round(milliseconds),
    ...slowest.details(),
    partitions: Object.fromEntries(spansOf(records)),
  });
}

function spansOf(records: readonly BatchRecord[]): Map<string, Span> {
  const spans = new Map<string, Span>();
  for (const { key, offset } of records) {
    const { from, to, records: count } = spans.get(key) ?? { from: offset, to: offset, records: 0 };
    spans.set(key, { from: Math.min(from, offset), to: Math.max(to, offset), records: count + 1 });
  }
  return spans;
}
