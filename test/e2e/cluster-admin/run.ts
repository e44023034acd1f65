// Looks at a cluster of three brokers and changes it, on Node.js 24, which the Kafka client needs.
import { setTimeout } from 'node:timers/promises';
import { connectionSecurity } from '../../../lambda-runtime/kafka/authentication/connection';
import type { ClusterAdmin, ReadBackRecord } from '../../../lambda-runtime/kafka/cluster-admin';
import { connectAdmin } from '../../../lambda-runtime/kafka/connect-admin';
import { joinConsumerGroup } from '../../../local/kafka/consumer-group';
import {
  type BrokerAccess,
  connectionTo,
  createTopics,
  KEEP_ALL,
  kafkaModule,
} from '../../../local/kafka/kafka-client';
import { Supervisor } from '../../../local/process/supervisor';
import { World } from '../replayer/world';
import { filledCompacted, filledTransactional } from '../source-topics/fill';
import { printOutcomes } from '../support/on-node24';
import type { Failure, GapOutcome, GroupOutcome, Outcomes, Place, Shown } from './outcomes';

let world: World;
let broker: BrokerAccess;
let admin: ClusterAdmin;

function connect(): Promise<ClusterAdmin> {
  const bootstrapServers = world.brokers.map(({ host, ports }) => `${host}:${ports.plaintext}`);
  const configuration = { bootstrapServers, tls: false, authentication: { mechanism: 'NONE' } } as const;
  return connectAdmin(configuration, connectionSecurity(configuration, {}));
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  try {
    await work;
  } catch (error) {
    const { name, message } = error as Error;
    return { name, message };
  }
  return { name: '', message: 'nothing failed' };
}

async function all(topic: string, partition: number, from = 0, to?: number): Promise<ReadBackRecord[]> {
  const records: ReadBackRecord[] = [];
  for await (const some of admin.read(topic, partition, from, to)) records.push(...some);
  return records;
}

const places = (records: readonly ReadBackRecord[]): Place[] =>
  records.map(({ offset, value }) => [offset, String(value)]);

function shown({ offset, timestamp, timestampType, key, value, headers }: ReadBackRecord): Shown {
  return {
    ...{ offset, timestamp, timestampType },
    key: key && String(key),
    value: value && String(value),
    headers: headers.map(({ name, value: content }) => [name, content && String(content)]),
  };
}

async function topics(): Promise<Outcomes['topics']> {
  const topic = { name: 'made', partitions: 3, config: { 'retention.ms': '-1', 'cleanup.policy': 'compact' } };
  await admin.createTopic(topic);
  const made = await admin.describeTopics(['made', 'absent']);
  const again = await failureOf(admin.createTopic(topic));
  await admin.deleteTopic('made');
  await admin.createTopic({ ...topic, replicationFactor: 2, config: {} });
  const madeAgain = await admin.describeTopics(['made']);
  const names = await admin.topicNames();
  await admin.deleteTopic('absent');
  return {
    ...{ made, madeAgain, names },
    refusals: {
      again,
      replication: await failureOf(admin.createTopic({ ...topic, name: 'wide', replicationFactor: 4 })),
      setting: await failureOf(admin.createTopic({ ...topic, name: 'set', config: { 'retention.ms': 'long' } })),
      name: await failureOf(admin.createTopic({ ...topic, name: 'no/topic' })),
      offsets: await failureOf(admin.offsets('absent')),
      read: await failureOf(all('absent', 0)),
      partition: await failureOf(all('made', 3)),
    },
  };
}

async function group(id: string, join: () => Promise<() => Promise<void>>): Promise<GroupOutcome> {
  const leave = await join();
  const listed = (await admin.groupIds()).includes(id);
  const alive = await admin.describeGroup(id);
  const committed = await admin.committedOffsets(id);
  const moved = committed.map((offset) => ({ ...offset, offset: offset.offset - 1, metadata: 'moved' }));
  const refused = await failureOf(admin.commitOffsets(id, moved));
  await leave();
  let left = await admin.describeGroup(id);
  while (left.members > 0) {
    await setTimeout(100);
    left = await admin.describeGroup(id);
  }
  await admin.commitOffsets(id, moved);
  return { listed, alive, refused, left, committed, moved: await admin.committedOffsets(id) };
}

async function groups(): Promise<Outcomes['groups']> {
  await createTopics(broker, ['consumed'], 2);
  await send('consumed', { count: 6, partitions: 2 });
  return {
    classic: await group('classic', async () => {
      const member = await joinConsumerGroup(broker, 'consumed', 'classic', 'earliest');
      await member.commit(
        new Map([
          ['consumed-0', 3],
          ['consumed-1', 2],
        ]),
      );
      return () => member.close();
    }),
    newProtocol: await group('of-the-new-protocol', async () => {
      const { Consumer } = await kafkaModule();
      const consumer = new Consumer({
        ...(await connectionTo(broker, 'new')),
        groupId: 'of-the-new-protocol',
        groupProtocol: 'consumer',
      });
      const stream = await consumer.consume({ topics: ['consumed'], mode: 'earliest', autocommit: false });
      stream.on('data', () => undefined);
      const commit = { topic: 'consumed', partition: 0, offset: 2n, leaderEpoch: -1 };
      await consumer.commit({ offsets: [commit] });
      return async () => {
        stream.destroy();
        await consumer.close(true);
      };
    }),
  };
}

interface Sent {
  readonly count: number;
  readonly partitions?: number;
  readonly bytes?: number;
  readonly compression?: 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd';
}

/** Keys, values and headers of every kind: texts, nothing, and the empty text. */
async function send(topic: string, { count, partitions = 1, bytes = 0, compression = 'none' }: Sent): Promise<Shown[]> {
  const { Producer } = await kafkaModule();
  const producer = new Producer({ ...(await connectionTo(broker, 'sender')), idempotent: true });
  const texts = (name: string) => [null, '', `${name} `.padEnd(bytes, '.')];
  const sent = Array.from({ length: count }, (_, index): Shown => {
    return {
      ...{ offset: index, timestamp: 1_700_000_000_000 - index * 1000, timestampType: 'CREATE_TIME' },
      key: bytes > 0 ? `key ${index}` : texts(`key ${index}`)[index % 3],
      value: bytes > 0 ? texts(`value ${index}`)[2] : texts(`value ${index}`)[(index + 1) % 3],
      headers:
        index % 2 === 0
          ? []
          : [
              ['a', 'first'],
              ['a', null],
              ['b', ''],
            ],
    };
  });
  try {
    for (let from = 0; from < count; from += 100) {
      await producer.send({
        compression,
        messages: sent.slice(from, from + 100).map(({ timestamp, key, value, headers }, index) => ({
          ...{ topic, partition: (from + index) % partitions, timestamp: BigInt(timestamp) },
          key: key === null ? undefined : Buffer.from(key),
          value: value === null ? undefined : Buffer.from(value),
          headers: new Map(
            headers.map(([name, content]) => [Buffer.from(name), (content && Buffer.from(content)) as Buffer] as const),
          ),
        })) as never,
      });
    }
  } finally {
    await producer.close();
  }
  return sent;
}

async function compressed(): Promise<Outcomes['compressed']> {
  const outcomes: Record<string, Outcomes['compressed'][string]> = {};
  for (const compression of ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const) {
    await createTopics(broker, [compression], 1);
    const sent = await send(compression, { count: 250, compression });
    outcomes[compression] = { sent, read: (await all(compression, 0)).map(shown) };
  }
  return outcomes;
}

async function gap(topic: string, committed: string[][]): Promise<GapOutcome> {
  const read = await Promise.all(committed.map(async (_values, partition) => places(await all(topic, partition))));
  return { committed, read, ends: [...(await admin.offsets(topic)).values()].map(({ end }) => end) };
}

async function appendTime(): Promise<Outcomes['appendTime']> {
  await createTopics(broker, ['append-time'], 1, { 'message.timestamp.type': 'LogAppendTime' });
  const before = Date.now();
  await send('append-time', { count: 3 });
  return { before, after: Date.now(), read: (await all('append-time', 0)).map(shown) };
}

/** The leader moves after each fetch, and the broker that has led at first is killed. */
async function moved(): Promise<Outcomes['moved']> {
  await createTopics(broker, ['moving'], 1);
  const sent = await send('moving', { count: 20_000, bytes: 1500 });
  const offsets: number[] = [];
  let [moves, fetches] = [0, 0];
  for await (const records of admin.read('moving', 0, 0)) {
    offsets.push(...records.map(({ offset }) => offset));
    fetches++;
    if (moves < 4) {
      const [{ leader }] = await world.topics.states('moving');
      await world.topics.moveLeader('moving', 0, (leader % 3) + 1);
      moves++;
    }
  }
  return { moves, fetches, sent: sent.length, offsets };
}

async function deletedMeanwhile(): Promise<readonly number[]> {
  await createTopics(broker, ['shortened'], 1);
  await send('shortened', { count: 20_000, bytes: 1500 });
  const { Admin } = await kafkaModule();
  const deleting = new Admin(await connectionTo(broker, 'deleting'));
  const seen: number[] = [];
  for await (const records of admin.read('shortened', 0, 0)) {
    seen.push(records[0].offset);
    if (seen.length === 1) {
      const partitions = [{ partition: 0, offset: 15_000n }];
      await deleting.deleteRecords({ topics: [{ name: 'shortened', partitions }] });
    }
  }
  await deleting.close();
  return seen;
}

/** Tries a transaction that is never ended, which hides all records after it. */
async function heldBack(): Promise<Failure> {
  await createTopics(broker, ['held'], 1);
  const { Producer } = await kafkaModule();
  const producer = new Producer({
    ...(await connectionTo(broker, 'open')),
    ...{ idempotent: true, transactionalId: 'open', timeout: 300_000, retries: 50, retryDelay: 100 },
  });
  const transaction = await producer.beginTransaction({});
  await transaction.send({ messages: [{ topic: 'held', partition: 0, value: Buffer.from('open') }] as never });
  const failure = await failureOf(all('held', 0));
  await producer.close(true); // the transaction stays open
  return failure;
}

async function run(): Promise<Outcomes> {
  world = await World.start(new Supervisor().guardThisProcess(), { brokers: 3 });
  const [first] = world.brokers;
  broker = { host: first.host, port: first.ports.plaintext };
  admin = await connect();
  const another = await connect();
  const clusterIds = [await admin.clusterId(), await another.clusterId()];
  await another.close();
  await createTopics(broker, ['empty'], 1, KEEP_ALL);
  const outcomes = {
    clusterIds,
    topics: await topics(),
    groups: await groups(),
    absentGroup: { described: await admin.describeGroup('absent'), committed: await admin.committedOffsets('absent') },
    compressed: await compressed(),
    ranges: {
      empty: places(await all('empty', 0)),
      behindTheEnd: places(await all('gzip', 0, 1000)),
      inTheMiddle: places(await all('gzip', 0, 98, 103)),
    },
    gaps: {
      transactional: await gap('transactional', await filledTransactional(broker, 'transactional')),
      compacted: await gap('compacted', await filledCompacted(broker, 'compacted')),
    },
    appendTime: await appendTime(),
    moved: await moved(),
    deletedMeanwhile: await deletedMeanwhile(),
    heldBack: await heldBack(),
  };
  await admin.close();
  return outcomes;
}

printOutcomes(run());
