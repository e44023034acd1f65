import type {
  ClusterAdmin,
  CommittedOffset,
  DescribedGroup,
  PartitionOffsets,
  ReadBackRecord,
} from '../../../lambda-runtime/kafka/cluster-admin';
import type { OutgoingRecord, Published, RecordPlace } from '../../../lambda-runtime/kafka/publisher';
import { MemoryPublisher } from './memory-publisher';

type Log = (OutgoingRecord & { readonly offset: number; readonly timestamp: number })[];

/** A cluster in memory that keeps what it gets, partition by partition, and can be read back. */
export class MemoryCluster extends MemoryPublisher {
  public readonly logs = new Map<string, Log>();
  /** Groups that there are at the target, by their ids. */
  public readonly groups = new Map<string, Omit<DescribedGroup, 'id'>>();
  public readonly committed = new Map<string, Map<string, CommittedOffset>>();
  /** Groups whose offsets the user must not commit. */
  public readonly forbidden = new Set<string>();
  /** Operations that the user must not do on topics. */
  public readonly lackingOperations = new Set<string>();
  /** The ids that topics have, where it is not `id of <name>`. */
  public readonly ids = new Map<string, string>();
  /** The first offset that a partition keeps, by `<topic>+<partition>`. */
  public readonly starts = new Map<string, number>();
  public commits = 0;
  private clock = 1_800_000_000_000;

  public override async publish(topic: string, records: readonly OutgoingRecord[]): Promise<Published> {
    return { places: this.append(topic, records), mayBeRepeated: false };
  }

  /** Appends records as another client would. Records without a partition go by their key, or else by their turn. */
  public append(topic: string, records: readonly OutgoingRecord[]): RecordPlace[] {
    return records.map((record) => {
      const partition = this.partitionOf(record);
      const log = this.logOf(topic, partition);
      const offset = log.length;
      log.push({ timestamp: this.clock++, ...record, partition, offset });
      return { partition, offset };
    });
  }

  public partitionOf({ partition, key, turn = 0 }: OutgoingRecord): number {
    return partition ?? (key === null ? turn : (key[0] ?? 0)) % this.count;
  }

  public logOf(topic: string, partition: number): Log {
    const name = `${topic}+${partition}`;
    const log = this.logs.get(name) ?? [];
    this.logs.set(name, log);
    return log;
  }

  /** The part of an admin that reads, and commits offsets; what it is asked beside is an error. */
  public get admin(): ClusterAdmin {
    return {
      describeGroup: async (id: string) => ({ id, ...(this.groups.get(id) ?? { state: 'Dead', members: 0 }) }),
      mayCommit: async (group: string) => !this.forbidden.has(group),
      committedOffsets: async (group: string) => [...(this.committed.get(group)?.values() ?? [])],
      commitOffsets: async (group: string, offsets: readonly CommittedOffset[]) => this.commit(group, offsets),
      topicsWithout: async (operation: string, names: readonly string[]) =>
        this.lackingOperations.has(operation) ? names : [],
      topicIds: async (names: readonly string[]) =>
        new Map(names.map((name) => [name, this.ids.get(name) ?? `id of ${name}`])),
      offsets: async (topic: string) => this.offsetsOf(topic),
      read: (topic: string, partition: number, from: number, to?: number) => this.read(topic, partition, from, to),
      close: async () => undefined,
    } as Partial<ClusterAdmin> as ClusterAdmin;
  }

  private commit(group: string, offsets: readonly CommittedOffset[]): void {
    this.commits++;
    const known = this.committed.get(group) ?? new Map<string, CommittedOffset>();
    for (const each of offsets) {
      known.set(`${each.topic}+${each.partition}`, each);
    }
    this.committed.set(group, known);
  }

  private offsetsOf(topic: string): Map<number, PartitionOffsets> {
    const partitions = Array.from({ length: this.count }, (_, partition) => partition);
    const offsets = (partition: number) => ({
      start: this.starts.get(`${topic}+${partition}`) ?? 0,
      end: this.logOf(topic, partition).length,
    });
    return new Map(partitions.map((partition) => [partition, offsets(partition)]));
  }

  private async *read(topic: string, partition: number, from: number, to?: number): AsyncGenerator<ReadBackRecord[]> {
    const FETCH = 7;
    const start = this.starts.get(`${topic}+${partition}`) ?? 0;
    const records = this.logOf(topic, partition).slice(Math.max(start, from), to);
    for (let at = 0; at < records.length; at += FETCH) {
      yield records.slice(at, at + FETCH).map((record) => ({ ...record, timestampType: 'CREATE_TIME' as const }));
    }
  }
}
