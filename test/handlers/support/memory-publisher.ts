import {
  type OutgoingRecord,
  type Published,
  type Publisher,
  type RecordPlace,
  RefusedError,
  sizeOf,
} from '../../../lambda-runtime/kafka/publisher';
import { parseTopicSettings, type TopicSettings } from '../../../lambda-runtime/kafka/topic-settings';

/** A cluster in memory whose topics have as many partitions each, and that acknowledges, or refuses, as a test wants it. */
export class MemoryPublisher implements Publisher {
  /** Acknowledged records, batch by batch. */
  public readonly batches: OutgoingRecord[][] = [];
  /** The acknowledged records of each topic. */
  public readonly byTopic = new Map<string, OutgoingRecord[]>();
  public closed = 0;
  private readonly ends = new Map<string, number>();
  /** Throws to refuse a batch; may take its time. */
  public beforeAcknowledging: (batch: readonly OutgoingRecord[]) => void | Promise<void> = () => undefined;
  /** The broker's limit for a batch. */
  public mostBatchBytes = Number.POSITIVE_INFINITY;

  /** Tells a topic's settings, or throws; by default nothing is limited. */
  public settingsOf: (topic: string) => Partial<TopicSettings> = () => ({});

  /** @param others topics with another number of partitions */
  public constructor(
    protected readonly count = 12,
    private readonly others: Readonly<Record<string, number>> = {},
  ) {}

  public async partitionCount(topic: string): Promise<number> {
    return this.others[topic] ?? this.count;
  }

  public async settings(topic: string): Promise<TopicSettings> {
    return { ...parseTopicSettings([]), ...this.settingsOf(topic) };
  }

  public async publish(topic: string, records: readonly OutgoingRecord[]): Promise<Published> {
    if (records.reduce((sum, record) => sum + sizeOf(record), 0) > this.mostBatchBytes) {
      throw new RefusedError('the batch is too large', new Map(), true);
    }
    await this.beforeAcknowledging(records);
    this.batches.push([...records]);
    this.byTopic.set(topic, [...(this.byTopic.get(topic) ?? []), ...records]);
    return { places: records.map((record) => this.placeOf(topic, record)), mayBeRepeated: false };
  }

  /** Records without a partition all go to the first one. */
  private placeOf(topic: string, { partition = 0 }: OutgoingRecord): RecordPlace {
    const offset = this.ends.get(`${topic}+${partition}`) ?? 0;
    this.ends.set(`${topic}+${partition}`, offset + 1);
    return { partition, offset };
  }

  public async close(): Promise<void> {
    this.closed++;
  }

  public get records(): OutgoingRecord[] {
    return this.batches.flat();
  }

  /** The values that one partition got, as text. */
  public valuesOf(partition: number): (string | null)[] {
    return this.records
      .filter((record) => record.partition === partition)
      .map(({ value }) => value?.toString() ?? null);
  }
}
