import type { ClusterAdmin, DescribedTopic, ReadBackRecord } from '../../../lambda-runtime/kafka/cluster-admin';

type Record = Omit<ReadBackRecord, 'offset' | 'timestampType'> & Partial<ReadBackRecord>;

/** A topic in memory that can be read back, and damaged as a real one cannot. */
export class MemoryTopic {
  public readonly partitions = new Map<number, ReadBackRecord[]>();
  /** The first offset that is kept, by partition. */
  public readonly starts = new Map<number, number>();
  public config: DescribedTopic['config'] = {};
  public id = 'f3Jt0dNmQfWc1w0m3p5s7A';
  public closed = 0;
  /** The number of records that each fetch brings. */
  public fetched = 100;
  /** The stretches that were asked for. */
  public readonly reads: [partition: number, from: number, to: number | undefined][] = [];

  public constructor(
    public readonly name: string,
    private readonly count = 12,
  ) {}

  /** Adds a record behind the last of its partition. */
  public add(partition: number, record: Record): void {
    const records = this.of(partition);
    const offset = (records.at(-1)?.offset ?? -1) + 1;
    records.push({ timestampType: 'CREATE_TIME', ...record, offset: record.offset ?? offset });
  }

  public of(partition: number): ReadBackRecord[] {
    const records = this.partitions.get(partition) ?? [];
    this.partitions.set(partition, records);
    return records;
  }

  /** Puts other records into a partition, whose offsets follow each other again as those of a real topic do. */
  public replace(partition: number, records: readonly Record[]): void {
    this.partitions.set(
      partition,
      records.map((record, offset) => ({ timestampType: 'CREATE_TIME', ...record, offset })),
    );
  }

  /** The part of a cluster's interface that a verification calls; any other call is an error. */
  public admin(): ClusterAdmin {
    const { name, count } = this;
    const described = { name, id: this.id, partitions: count, replicationFactor: 3 };
    const known: Partial<ClusterAdmin> = {
      describeTopics: async (names) => (names.includes(name) ? [{ ...described, config: this.config }] : []),
      topicsWithout: async () => [],
      topicIds: async (names) => new Map(names.includes(name) ? [[name, this.id]] : []),
      offsets: async () =>
        new Map(
          Array.from({ length: count }, (_, partition) => [
            partition,
            { start: this.starts.get(partition) ?? 0, end: (this.of(partition).at(-1)?.offset ?? -1) + 1 },
          ]),
        ),
      read: (_topic, partition, from, to) => this.read(partition, from, to),
      close: async () => {
        this.closed++;
      },
    };
    return known as ClusterAdmin;
  }

  private async *read(
    partition: number,
    from: number,
    to = Number.POSITIVE_INFINITY,
  ): AsyncGenerator<readonly ReadBackRecord[]> {
    this.reads.push([partition, from, to]);
    const start = this.starts.get(partition) ?? 0;
    const records = this.of(partition).filter(({ offset }) => offset >= Math.max(start, from) && offset < to);
    for (let at = 0; at < records.length; at += this.fetched) {
      yield records.slice(at, at + this.fetched);
    }
  }
}
