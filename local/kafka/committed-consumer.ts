import { type BrokerAccess, connectionTo, kafkaModule } from './kafka-client';

const TRANSACTIONAL = 1 << 4;
const CONTROL = 1 << 5;
/** The type in the key of a control record: https://kafka.apache.org/documentation/#controlbatch */
const ABORT = 0;

interface FetchAnswer {
  readonly responses: readonly { readonly partitions: readonly FetchedPartition[] }[];
}

/** The part of a fetched partition that tells which of its records were aborted. */
interface FetchedPartition {
  readonly abortedTransactions?: readonly { readonly producerId: bigint; readonly firstOffset: bigint }[] | null;
  readonly records?: readonly FetchedBatch[] | null;
}

interface FetchedBatch {
  readonly firstOffset: bigint;
  readonly lastOffsetDelta: number;
  readonly producerId: bigint;
  attributes: number;
  readonly records: readonly { readonly key: Buffer | null }[];
}

/**
 * A consumer that hands out committed records alone. The client's own (2.12.1) also hands out aborted ones, where one
 * producer aborted twice within one answer of the broker, and where an aborted transaction's end is in a later answer.
 */
export async function committedConsumer(broker: BrokerAccess, groupId: string) {
  const { Consumer } = await kafkaModule();
  const consumer = new Consumer({ ...(await connectionTo(broker, groupId)), groupId });
  type Fetch = (options: object, callback: (error: Error | null, answer?: FetchAnswer) => void) => void;
  const fetch = consumer.fetch.bind(consumer) as unknown as Fetch;
  const fetchCommitted: Fetch = (options, callback) => {
    fetch(options, (error, answer) => {
      for (const partition of answer?.responses.flatMap(({ partitions }) => partitions) ?? []) hideAborted(partition);
      callback(error, answer);
    });
  };
  consumer.fetch = fetchCommitted as unknown as typeof consumer.fetch;
  return consumer;
}

/**
 * Makes batches that were aborted look like control batches, which are passed over, and which the position goes by all
 * the same. Goes through the batches as Kafka's own consumer does (CompletedFetch.java).
 */
function hideAborted({ abortedTransactions, records }: FetchedPartition): void {
  const toCome = [...(abortedTransactions ?? [])].sort((a, b) => Number(a.firstOffset - b.firstOffset));
  const aborted = new Set<bigint>();
  for (const batch of records ?? []) {
    const last = batch.firstOffset + BigInt(batch.lastOffsetDelta);
    while (toCome.length > 0 && toCome[0].firstOffset <= last) aborted.add(toCome.shift()?.producerId ?? -1n);
    if (batch.attributes & CONTROL) {
      if (batch.records[0]?.key?.readInt16BE(2) === ABORT) aborted.delete(batch.producerId);
    } else if (batch.attributes & TRANSACTIONAL && aborted.has(batch.producerId)) {
      batch.attributes |= CONTROL;
    }
  }
}
