import type { ConsumedRecord } from '../kafka/kafka-client';
import { type KafkaEvent, kafkaEvent, partitionName, toEventRecord } from './kafka-event';
import { everythingSucceeded, nothingSucceeded, type Outcome, readPartialAnswer } from './partial-answer';
import { type Batch, PendingRecords } from './pending-records';

export interface MappingSettings {
  readonly bootstrapServers: string;
  readonly batchSize: number;
  /** The time for which a batch waits for more records; the service's default for Kafka is 500 ms. */
  readonly windowMs: number;
  /** `ReportBatchItemFailures` is among the mapping's function response types. */
  readonly partialAnswers: boolean;
  /** The number of times that one record is delivered before the run is given up. */
  readonly maxDeliveries: number;
}

/** The source of the records, which also keeps the progress: a consumer group on a broker, or a test's list. */
export interface RecordSource {
  /** The next record; `undefined` when none came in time. */
  next(timeoutMs: number): Promise<ConsumedRecord | undefined>;
  /** Commits, for each partition ("topic-0"), the offset at which to go on after a restart. */
  commit(offsets: ReadonlyMap<string, number>): Promise<void>;
}

export type Invoke = (event: KafkaEvent) => Promise<unknown>;

/**
 * Does for a function what Lambda's event source mapping does with one poller: batches over partitions, one invocation
 * at a time, offsets committed for what succeeded, the rest delivered again in order.
 */
export class EventSourceMapping {
  private readonly pending: PendingRecords;
  private readonly deliveries = new Map<string, number>();

  constructor(
    private readonly settings: MappingSettings,
    private readonly source: RecordSource,
    private readonly invoke: Invoke,
  ) {
    this.pending = new PendingRecords(settings.batchSize);
  }

  /** Delivers until so many records have succeeded; `onProgress` hears how many so far. */
  async deliver(records: number, onProgress: (delivered: number) => void = () => undefined): Promise<void> {
    let delivered = 0;
    while (delivered < records) {
      await this.collect();
      const batch = this.pending.take();
      const { commits, again } = await this.deliverBatch(batch);
      await this.source.commit(commits);
      this.pending.putBack(again);
      delivered += sizeOf(batch) - again.length;
      onProgress(delivered);
    }
  }

  /** Reads until a batch is full or its window is over; without a single record there is no batch. */
  private async collect(): Promise<void> {
    while (!this.pending.fillsABatch) {
      const record = await this.source.next(this.pending.isEmpty ? Number.POSITIVE_INFINITY : this.settings.windowMs);
      if (record === undefined) return;
      this.pending.add(toEventRecord(record));
    }
  }

  private async deliverBatch(batch: Batch): Promise<Outcome> {
    let answer: unknown;
    try {
      answer = await this.invoke(kafkaEvent(this.settings.bootstrapServers, Object.fromEntries(batch)));
    } catch (error) {
      const failed = nothingSucceeded(batch);
      this.countDeliveries(failed, error);
      return failed;
    }
    const outcome = this.settings.partialAnswers ? readPartialAnswer(batch, answer) : everythingSucceeded(batch);
    this.countDeliveries(outcome, answer);
    return outcome;
  }

  /** Retries have an end here, since a test would otherwise wait for ever for a handler that never succeeds. */
  private countDeliveries({ again }: Outcome, cause: unknown): void {
    for (const record of again) {
      const name = `${partitionName(record)} offset ${record.offset}`;
      const count = (this.deliveries.get(name) ?? 0) + 1;
      this.deliveries.set(name, count);
      if (count >= this.settings.maxDeliveries) {
        const reason = cause instanceof Error ? cause.message : JSON.stringify(cause);
        throw new Error(
          `${name} was delivered ${count} times and never succeeded; the function's last answer: ${reason}`,
        );
      }
    }
  }
}

function sizeOf(batch: Batch): number {
  return [...batch.values()].reduce((sum, records) => sum + records.length, 0);
}
