import type { PartitionOffsets, ReadBackRecord } from '../cluster-admin';
import { isNamed } from '../failures';
import type { Brokers, Chosen } from './brokers';
import type * as calls from './calls.mjs';
import { retrying } from './retrying';
import type { TopicMetadata, Topics } from './topics';
import { endOf, visibleRecords } from './visible-records';

type Calls = typeof calls;

/**
 * The number by which a fetch says that it comes from a consumer, not from a replica. There is no session of fetches.
 */
const CONSUMER = -1;
const [NO_SESSION, LAST_EPOCH] = [0, -1];
const [READ_UNCOMMITTED, READ_COMMITTED] = [0, 1];
const [EARLIEST, LATEST] = [-2n, -1n];
const MOST_BYTES = 4 * 1024 * 1024;
const LONGEST_WAIT_MS = 500;

/** Asks for the offsets that partitions have, and reads their records. */
export class ReadingBack {
  private readonly known = new Map<string, Promise<TopicMetadata>>();

  public constructor(
    private readonly brokers: Brokers,
    private readonly topics: Topics,
    private readonly calls: Calls,
  ) {}

  public async offsets(topic: string): Promise<ReadonlyMap<number, PartitionOffsets>> {
    this.known.delete(topic);
    const { partitions } = await this.lookUp(topic);
    const indexes = partitions.map(({ partitionIndex }) => partitionIndex).sort((a, b) => a - b);
    const pairs = indexes.map(async (partition) => [partition, await this.offsetsOf(topic, partition)] as const);
    return new Map(await Promise.all(pairs));
  }

  public async *read(
    topic: string,
    partition: number,
    from: number,
    to = Number.POSITIVE_INFINITY,
  ): AsyncGenerator<readonly ReadBackRecord[]> {
    const { start, end } = await this.offsetsOf(topic, partition);
    const until = Math.min(to, end);
    for (let position = Math.max(from, start); position < until; ) {
      const fetched = await this.fetch(topic, partition, position);
      const next = endOf(fetched);
      if (next === undefined) {
        // Records were deleted meanwhile: those behind them go on.
        position = Math.max(position, fetched.start);
        continue;
      }
      const begin = position;
      const records = visibleRecords(fetched).filter(({ offset }) => offset >= begin && offset < until);
      if (records.length > 0) {
        yield records;
      }
      position = next;
    }
  }

  private async offsetsOf(topic: string, partition: number): Promise<PartitionOffsets> {
    const [start, end] = await Promise.all([
      this.offsetAt(topic, partition, EARLIEST),
      this.offsetAt(topic, partition, LATEST),
    ]);
    return { start, end };
  }

  /** @param place one of the protocol's numbers for the first and the last offset */
  private async offsetAt(topic: string, partition: number, place: bigint): Promise<number> {
    const asked = [
      { name: topic, partitions: [{ partitionIndex: partition, currentLeaderEpoch: -1, timestamp: place }] },
    ];
    const chosen = this.leaderOf(topic, partition);
    const answer = await this.brokers.ask([this.calls.listOffsetsV4], [CONSUMER, READ_UNCOMMITTED, asked], { chosen });
    return Number(answer.topics[0]?.partitions[0]?.offset);
  }

  /**
   * Fetches until there is something at or behind an offset, which lies before the partition's end.
   *
   * @throws Error if there is nothing for so long: a transaction that is open holds back all that comes behind its beginning
   */
  private fetch(topic: string, partition: number, position: number) {
    return retrying(async () => {
      const fetched = await this.fetchOnce(topic, partition, position);
      if (endOf(fetched) === undefined && fetched.start <= position) {
        const message =
          `the records of ${topic}+${partition} from offset ${position} on are held back by a transaction that is open; ` +
          'they can be read once its producer ends it, or its timeout does';
        throw Object.assign(new Error(message), { canRetry: true });
      }
      return fetched;
    });
  }

  private async fetchOnce(topic: string, partition: number, position: number) {
    const asked = {
      partition,
      currentLeaderEpoch: -1,
      fetchOffset: BigInt(position),
      lastFetchedEpoch: -1,
      partitionMaxBytes: MOST_BYTES,
    };
    try {
      const topics = [{ topicId: topic, partitions: [asked] }]; // up to this version of the call the id is the name
      const answer = await this.brokers.ask(
        [this.calls.fetchV11],
        [LONGEST_WAIT_MS, 1, MOST_BYTES, READ_COMMITTED, NO_SESSION, LAST_EPOCH, topics, [], ''],
        { chosen: this.leaderOf(topic, partition) },
      );
      const { records = null, abortedTransactions = null } = answer.responses[0]?.partitions[0] ?? {};
      return { records, abortedTransactions, start: position };
    } catch (error) {
      if (!isNamed(error, 'OFFSET_OUT_OF_RANGE')) {
        throw error;
      }
      const start = await this.offsetAt(topic, partition, EARLIEST);
      return { records: null, abortedTransactions: null, start };
    }
  }

  /** The leader of a partition. Every further attempt looks it up again, as the leader may have moved. */
  private leaderOf(topic: string, partition: number): Chosen {
    return async (attempt) => {
      if (attempt > 1) {
        this.known.delete(topic);
      }
      const { partitions } = await this.lookUp(topic);
      const leader = partitions.find(({ partitionIndex }) => partitionIndex === partition)?.leaderId;
      if (leader === undefined) {
        throw missing(`the topic '${topic}' has no partition ${partition}`);
      }
      if (leader < 0) {
        throw Object.assign(new Error(`partition ${partition} of the topic '${topic}' has no leader`), {
          canRetry: true,
        });
      }
      return leader;
    };
  }

  private lookUp(topic: string): Promise<TopicMetadata> {
    const asked = this.known.get(topic) ?? this.ask(topic);
    this.known.set(topic, asked);
    asked.catch(() => this.known.delete(topic));
    return asked;
  }

  private async ask(topic: string): Promise<TopicMetadata> {
    const [known] = await this.topics.known([topic]);
    if (known === undefined) {
      throw missing(`there is no topic '${topic}'`);
    }
    return known;
  }
}

function missing(message: string): Error {
  return Object.assign(new Error(message), { apiId: 'UNKNOWN_TOPIC_OR_PARTITION' });
}
