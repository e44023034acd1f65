import type { ClusterAdmin, DescribedTopic, PartitionOffsets } from '../../kafka/cluster-admin';
import { PermanentError } from '../../permanent-error';
import { digestOf, NULL_DIGEST, type RecordDigest } from './record-digest';
import type { Place } from './record-places';

/** A record as the target has it. */
export interface ActualRecord extends RecordDigest {
  readonly partition: number;
  readonly offset: number;
  /** True if the topic has put in a time of its own, which says nothing of the record. */
  readonly hasOwnTime: boolean;
}

/** A target topic, as it was when the verification began to look at it. */
export class TargetRecords {
  private constructor(
    private readonly admin: ClusterAdmin,
    public readonly topic: DescribedTopic,
    public readonly offsets: ReadonlyMap<number, PartitionOffsets>,
  ) {}

  public static async open(admin: ClusterAdmin, name: string): Promise<TargetRecords> {
    const [topic] = await admin.describeTopics([name]);
    if (topic === undefined) {
      throw new PermanentError(
        'TargetRefused',
        `the topic '${name}' is not in the cluster, so that nothing can be compared; it was deleted since the run, or the function's cluster is another`,
      );
    }
    return new TargetRecords(admin, topic, await admin.offsets(name));
  }

  /**
   * Says why a record may not be there. A compacted topic keeps the last record of each key and may have removed the others.
   * A setting that is not the topic's own is the brokers', which nearly always is to delete.
   */
  public absenceOf({ key }: RecordDigest, place?: Place): 'missing' | 'deleted' | 'compacted' {
    if (place !== undefined && place.offset < this.offsetsOf(place.partition).start) {
      return 'deleted';
    }
    const isCompacted = (this.topic.config['cleanup.policy'] ?? '').includes('compact');
    return isCompacted && key !== NULL_DIGEST ? 'compacted' : 'missing';
  }

  public offsetsOf(partition: number): PartitionOffsets {
    return this.offsets.get(partition) ?? { start: 0, end: 0 };
  }

  /** Reads records from one offset up to another, as far as the target still has them. */
  public async *read(partition: number, from: number, to: number): AsyncGenerator<readonly ActualRecord[]> {
    const { start, end } = this.offsetsOf(partition);
    const [first, last] = [Math.max(from, start), Math.min(to, end)];
    if (first >= last) {
      return;
    }
    for await (const records of this.admin.read(this.topic.name, partition, first, last)) {
      yield records.map(({ timestamp, timestampType, offset, ...record }) => ({
        ...digestOf(record, timestampType === 'CREATE_TIME' ? timestamp : undefined),
        partition,
        offset,
        hasOwnTime: timestampType === 'LOG_APPEND_TIME',
      }));
    }
  }
}
