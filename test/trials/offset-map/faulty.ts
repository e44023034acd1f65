import {
  type OutgoingRecord,
  type Published,
  type Publisher,
  RefusedError,
} from '../../../lambda-runtime/kafka/publisher';
import type { ObjectStore } from '../../../lambda-runtime/replayer/runs/object-store';
import type { MemoryCluster } from '../../handlers/support/memory-cluster';

/** A fault in an invocation, at the request or the write with a certain number. */
export interface Fault {
  readonly kind:
    | 'none'
    | 'killed before a request'
    | 'killed within a request'
    | 'killed behind a request'
    | 'a request fails'
    | 'a request fails halfway'
    | 'sent under a new producer id'
    | 'killed before a write'
    | 'killed behind a write';
  readonly at: number;
}

const NEVER = new Promise<never>(() => undefined);

/** One invocation's way to a cluster and a bucket, which ends when the invocation is killed. */
export class Invocation {
  public readonly killed: Promise<void>;
  private requests = 0;
  private writes = 0;
  private isDead = false;
  private die: () => void = () => undefined;

  public constructor(
    private readonly cluster: MemoryCluster,
    private readonly bucket: ObjectStore,
    private readonly fault: Fault,
    /** Writes to the topic as others do in the meantime. */
    private readonly others: (topic: string) => void,
  ) {
    this.killed = new Promise((resolve) => {
      this.die = resolve;
    });
  }

  public get publisher(): Publisher {
    return {
      partitionCount: (topic) => this.cluster.partitionCount(topic),
      settings: (topic) => this.cluster.settings(topic),
      publish: (topic, records) => this.publish(topic, records),
      close: async () => undefined,
    };
  }

  public get store(): ObjectStore {
    const { bucket } = this;
    return {
      bucket: bucket.bucket,
      read: (key) => (this.isDead ? NEVER : bucket.read(key)),
      list: (prefix) => bucket.list(prefix),
      create: (key, bytes, type) => (this.isDead ? NEVER : bucket.create(key, bytes, type)),
      write: async (key, bytes, type) => {
        const isHit = this.writes++ === this.fault.at;
        await (isHit && this.fault.kind === 'killed before a write' ? this.kill() : this.alive());
        await bucket.write(key, bytes, type);
        await (isHit && this.fault.kind === 'killed behind a write' ? this.kill() : this.alive());
      },
    };
  }

  private async publish(topic: string, records: readonly OutgoingRecord[]): Promise<Published> {
    await this.alive();
    const kind = this.requests++ === this.fault.at ? this.fault.kind : 'none';
    this.others(topic);
    if (kind === 'killed before a request') {
      return this.kill();
    }
    if (kind === 'killed within a request' || kind === 'a request fails halfway') {
      this.cluster.append(topic, this.half(records));
      return kind === 'a request fails halfway' ? this.fail() : this.kill();
    }
    if (kind === 'sent under a new producer id') {
      this.cluster.append(topic, this.half(records));
    }
    const isBad = (record: OutgoingRecord) => String(record.value).endsWith('bad');
    const bad = new Set(records.filter(isBad).map((record) => this.cluster.partitionOf(record)));
    const taken = [...records.entries()].filter(([, record]) => !bad.has(this.cluster.partitionOf(record)));
    const places = this.cluster.append(
      topic,
      taken.map(([, record]) => record),
    );
    if (kind === 'killed behind a request') {
      return this.kill();
    }
    if (kind === 'a request fails') {
      return this.fail();
    }
    if (bad.size > 0) {
      throw new RefusedError('INVALID_RECORD', new Map(taken.map(([index], nth) => [index, places[nth]])), false);
    }
    return { places, mayBeRepeated: kind === 'sent under a new producer id' };
  }

  /** A broker takes the batch of a partition as a whole: those of the even partitions, or of the first. */
  private half(records: readonly OutgoingRecord[]): OutgoingRecord[] {
    return records.filter((record) => this.cluster.partitionOf(record) % 2 === 0);
  }

  private async alive(): Promise<void> {
    await (this.isDead ? NEVER : undefined);
  }

  private fail(): never {
    throw new Error('the leader is gone');
  }

  private kill(): Promise<never> {
    this.isDead = true;
    this.die();
    return NEVER;
  }
}
