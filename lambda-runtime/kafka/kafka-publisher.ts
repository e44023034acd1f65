import { isIP } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { PermanentError } from '../permanent-error';
import type { ConnectionSecurity } from './authentication/connection-security';
import { describeTopic } from './describe-topic';
import {
  acknowledgedPartitions,
  describeFailure,
  isAuthenticationFailure,
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

// Nine attempts, and with the delays below 16 s between the first and the last: long enough for a partition's leader to
// move to another broker. What fails slowly takes longer, up to the client's 5 s for a connection and REQUEST_TIMEOUT_MS
// for an answer, and where a send or the connecting asks for something else first, that has as many attempts of its own;
// in the end the replay's deadline bounds it all. Never 0 or 1: with those an idempotent producer of this client goes on
// without end (@platformatic/kafka 2.12.1, the constructor of Producer).
const RETRIES = 8;
const LONGEST_RETRY_DELAY_MS = 5_000;
const REQUEST_TIMEOUT_MS = 30_000;

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
  const producer = new Producer({
    clientId: 'cdk-s3files-replayer',
    bootstrapBrokers: [...bootstrapServers],
    idempotent: true,
    autocreateTopics: false,
    retries: RETRIES,
    retryDelay: (_client, _operation, attempt, _retries, error) => {
      refusal.notice(error);
      return delayBefore(attempt);
    },
    timeout: REQUEST_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    ...securityOptions,
    // Brokers behind one address (Confluent Cloud) are told apart by the name in the handshake; addresses have none.
    tlsServerName: !bootstrapServers.every((server) => isIP(server.slice(0, server.lastIndexOf(':')))),
  });

  // With TLS 1.3 a broker looks at the client's certificate after the client takes itself to be connected: its refusal
  // ends the connection, and what was asked over it fails without the reason.
  producer.on('client:broker:connect', ({ connection }) => {
    connection?.on('error', (error) => refusal.notice(error));
  });

  async function translating<T>(
    what: string,
    permission: string,
    operation: Promise<T>,
    asError: (message: string, error: unknown) => Error | undefined = () => undefined,
  ): Promise<T> {
    try {
      return await Promise.race([operation, refusal.promise]);
    } catch (error) {
      const remark = isAuthenticationFailure(error)
        ? security.refused()
        : isAuthorizationFailure(error)
          ? `the user, or role, lacks the permission ${permission}`
          : undefined;
      const message = `${what}: ${describeFailure(error)}${remark === undefined ? '' : `; ${remark}`}`;
      const refused = isAuthenticationFailure(error) || isAuthorizationFailure(error);
      throw asError(message, error) ?? (refused ? new PermanentError('AccessRefused', message) : new Error(message));
    }
  }

  /** A topic that is not there is said at once; a connection that broke is made again. */
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
   * Chooses the partitions of those that have none: the same key goes to the same partition as with Kafka's own clients.
   * The client would choose too, by another hash, and does not tell what it has chosen.
   */
  async function assign(topic: string, records: readonly OutgoingRecord[]): Promise<AssignedRecord[]> {
    const count = records.every(({ partition }) => partition !== undefined) ? 1 : await publisher.partitionCount(topic);
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
        `DESCRIBE on the topic '${topic}' (kafka-cluster:DescribeTopic with IAM)`,
        partitionCount(topic),
        (message, error) => (isMissingTopic(error) ? new PermanentError('TargetRefused', message) : undefined),
      ),
    settings: (topic) =>
      translating(
        `the settings of the topic '${topic}' cannot be read`,
        `DESCRIBE_CONFIGS on the topic '${topic}' (kafka-cluster:DescribeTopicDynamicConfiguration with IAM)`,
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
          `WRITE on the topic '${topic}' (kafka-cluster:WriteData with IAM)`,
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
      'WRITE on any topic, or IDEMPOTENT_WRITE on the cluster (kafka-cluster:WriteDataIdempotently with IAM)',
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
 * The records that are there although a request was refused: those sent before it, and those of its other partitions.
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

function delayBefore(attempt: number): number {
  return Math.min(50 * 2 ** attempt, LONGEST_RETRY_DELAY_MS);
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
