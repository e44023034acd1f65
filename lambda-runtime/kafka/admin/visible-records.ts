import type { fetchV11, RecordsBatch } from '@platformatic/kafka';
import type { ReadBackRecord } from '../cluster-admin';

/** The attributes of a batch: https://kafka.apache.org/documentation/#recordbatch */
const LOG_APPEND_TIME = 1 << 3;
const TRANSACTIONAL = 1 << 4;
const CONTROL = 1 << 5;
const MAGIC = 2;
/** The type of a control record that ends a transaction which counts for nothing. */
const ABORT = 0;

export type Fetched = Pick<fetchV11.FetchResponsePartition, 'abortedTransactions' | 'records'>;

/**
 * The records of a fetch that consumers see who read what is committed: without those of transactions that were aborted, and
 * without the marks that end transactions. A broker hands out all of them, and names the aborted ones.
 */
export function visibleRecords({ records: batches, abortedTransactions }: Fetched): ReadBackRecord[] {
  const upcoming = [...(abortedTransactions ?? [])].sort((a, b) => Number(a.firstOffset - b.firstOffset));
  const aborted = new Set<bigint>();
  const visible: ReadBackRecord[] = [];
  for (const batch of batches ?? []) {
    if (batch.magic !== MAGIC) {
      throw new Error(
        `offset ${batch.firstOffset} has a batch of the message format ${batch.magic}, of Kafka before 0.11; only format 2 is read`,
      );
    }
    while (upcoming[0] !== undefined && upcoming[0].firstOffset <= lastOffset(batch)) {
      aborted.add((upcoming.shift() as { producerId: bigint }).producerId);
    }
    if (has(batch, CONTROL)) {
      if (batch.records[0]?.key?.readInt16BE(2) === ABORT) {
        aborted.delete(batch.producerId);
      }
    } else if (!has(batch, TRANSACTIONAL) || !aborted.has(batch.producerId)) {
      visible.push(...recordsOf(batch));
    }
  }
  return visible;
}

/** @returns the offset behind all batches; undefined where there are none */
export function endOf({ records: batches }: Fetched): number | undefined {
  const last = batches?.at(-1);
  return last && Number(lastOffset(last)) + 1;
}

function lastOffset({ firstOffset, lastOffsetDelta }: RecordsBatch): bigint {
  return firstOffset + BigInt(lastOffsetDelta);
}

function has({ attributes }: RecordsBatch, bit: number): boolean {
  return (attributes & bit) !== 0;
}

function recordsOf(batch: RecordsBatch): ReadBackRecord[] {
  const isAppendTime = has(batch, LOG_APPEND_TIME);
  return batch.records.map(({ offsetDelta, timestampDelta, key, value, headers }) => ({
    offset: Number(batch.firstOffset) + offsetDelta,
    timestamp: Number(isAppendTime ? batch.maxTimestamp : batch.firstTimestamp + timestampDelta),
    timestampType: isAppendTime ? 'LOG_APPEND_TIME' : 'CREATE_TIME',
    key,
    value,
    headers: headers.map(([name, content]) => ({ name: (name ?? '').toString(), value: content })),
  }));
}
