import { setTimeout } from 'node:timers/promises';
import { permissionInWords } from '../../src/contract/kafka-permissions';
import { PermanentError } from '../permanent-error';
import type { ConnectionSecurity } from './authentication/connection-security';
import { clientOptions, delayBefore, noticeRefusals, RETRIES } from './client-options';
import { describeTopic } from './describe-topic';
import {
  acknowledgedPartitions,
  isAuthorizationFailure,
  isConnectionFailure,
  isMissingTopic,
  isRefusedForGood,
  isTooLarge,
} from './failures';
import type { KafkaConfiguration } from './producer-configuration';
import {
  type OutgoingRecord,
  type Publisher,
  type RecordPlace,
  RefusedError,
  SettingsForbiddenError,
} from './publisher';
import { Refusal } from './refusal';
import { splitByTime } from './time-spans';
import { translation } from './translation';

/**
 * An idempotent producer. Connects, authenticates and asks for the producer's id before it returns, so that
 * whatever stands in the way of publishing anything fails here.
 */
export async function connectPublisher(
  { bootstrapServers }: KafkaConfiguration,
  security: ConnectionSecurity,
): Promise<Publisher> {
  const securityOptions = await security.options();
  // The client is most of the bundle; it is evaluated only here, so that a dry run does not pay for it.
  const { compatibilityPartitioner, describeConfigsV4, Producer } = await import('@platformatic/kafka');
  let keyless = 0;
  const refusal = new Refusal();
  const producer = new Producer({ ...clientOptions(bootstrapServers, securityOptions, refusal), idempotent: true });
  noticeRefusals(producer, refusal);
  const translating = translation(security, refusal);

  /**
   * Reads the metadata of a topic. If the topic does not exist it throws at once; a connection that broke is made
   * again.
   */
  async function metadataOf(topic: string, attempt = 1): ReturnType<typeof producer.metadata> {
    try {
      return await producer.metadata({ topics: [topic], retries: 0 });
    } catch (error) {
      if (attempt > RETRIES || !isConnectionFailure(error)) {
        throw error;
      }
      await setTimeout(delayBefore(attempt));
      return metadataOf(topic, attempt + 1);
    }
  }

  async function partitionCount(topic: string): Promise<number> {
    const metadata = await metadataOf(topic);
    const count = metadata.topics.get(topic)?.partitionsCount;
    if (count === undefined) {
      throw new Error('the broker does not say how many partitions the topic has');
    }
    return count;
  }

  /**
   * Chooses the partitions of records that have none: the same key goes to the same partition as with Kafka's own
   * clients. The client could choose too, but it uses another hash and does not report its choice.
   */
  async function assign(topic: string, records: readonly OutgoingRecord[]): Promise<readonly AssignedRecord[]> {
    if (records.every(isAssigned)) {
      return records;
    }
    const count = await publisher.partitionCount(topic);
    return records.map((record) => ({
      ...record,
      partition:
        record.partition ??
        (record.key ? compatibilityPartitioner({ topic }, record.key) : (record.turn ?? keyless++)) % count,
    }));
  }

  const publisher: Publisher = {
    partitionCount: (topic) =>
      translating(
        `the topic '${topic}' cannot be described`,
        { topic: permissionInWords('describeTopic', topic) },
        partitionCount(topic),
        (message, error) => (isMissingTopic(error) ? new PermanentError('TargetRefused', message) : undefined),
      ),
    settings: (topic) =>
      translating(
        `the settings of the topic '${topic}' cannot be read`,
        { topic: permissionInWords('describeTopicConfigs', topic) },
        describeTopic(topic, producer, describeConfigsV4.api),
        (message, error) => (isAuthorizationFailure(error) ? new SettingsForbiddenError(message) : undefined),
      ),
    publish: async (topic, records) => {
      const assigned = await assign(topic, records);
      const places: (RecordPlace | undefined)[] = [];
      const producerId = producer.producerId;
      for (const run of splitByTime(assigned)) {
        const messages = run.map((record) => toMessage(topic, record));
        const { offsets = [] } = await translating(
          `sending to the topic '${topic}' failed`,
          { topic: permissionInWords('writeTopic', topic) },
          producer.send({ messages }),
          (message, error) =>
            isRefusedForGood(error)
              ? new RefusedError(message, deliveredOf(places, run, acknowledgedPartitions(error)), isTooLarge(error))
              : undefined,
        );
        const firsts = new Map(offsets.map(({ partition, offset }) => [partition, Number(offset)] as const));
        places.push(...placesOf(run, firsts));
      }
      return { places, mayBeRepeated: producer.producerId !== producerId };
    },
    close: () => producer.close(true),
  };
  try {
    const servers = bootstrapServers.join(', ');
    await translating(
      `no connection to Kafka at ${servers}`,
      { cluster: permissionInWords('writeIdempotently') },
      producer.initIdempotentProducer({}),
    );
    return publisher;
  } catch (error) {
    await publisher.close().catch(() => undefined);
    throw error;
  }
}

interface AssignedRecord extends OutgoingRecord {
  readonly partition: number;
}

function isAssigned(record: OutgoingRecord): record is AssignedRecord {
  return record.partition !== undefined;
}

/**
 * The places of records that were sent by one request: a batch for each partition, whose records follow each other.
 *
 * @param firsts the offset of the first record of each partition's batch, where a broker told it
 */
function placesOf(
  records: readonly AssignedRecord[],
  firsts: ReadonlyMap<number, number>,
): (RecordPlace | undefined)[] {
  const next = new Map(firsts);
  return records.map(({ partition }) => {
    const offset = next.get(partition) ?? -1;
    if (!(offset >= 0)) {
      return undefined;
    }
    next.set(partition, offset + 1);
    return { partition, offset };
  });
}

/**
 * The records that were taken although a request was refused: those sent before it, and those of its other partitions.
 *
 * @param before the places of the records that were sent before it
 */
function deliveredOf(
  before: readonly (RecordPlace | undefined)[],
  refused: readonly AssignedRecord[],
  acknowledged: ReadonlyMap<number, number>,
): ReadonlyMap<number, RecordPlace | undefined> {
  const places = [...before, ...placesOf(refused, acknowledged)];
  return new Map(
    [...places.entries()].filter(
      ([index]) =>
        index < before.length || acknowledged.has((refused[index - before.length] as AssignedRecord).partition),
    ),
  );
}

function toMessage(topic: string, { partition, timestamp, key, value, headers }: OutgoingRecord) {
  return {
    topic,
    partition,
    timestamp: timestamp === undefined ? undefined : BigInt(timestamp),
    // The client writes a null where there is nothing; its types know only undefined for that.
    key: key ?? undefined,
    value: value ?? undefined,
    // A map of buffers compares them by identity: headers of the same name stay apart, in order.
    headers: new Map(headers.map((header) => [Buffer.from(header.name), header.value as Buffer] as const)),
  };
}
