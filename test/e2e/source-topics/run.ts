// Fills two topics, reads each into files twice and replays these, on Node.js 24, which the Kafka client needs.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { joinConsumerGroup } from '../../../local/kafka/consumer-group';
import { type BrokerAccess, type ConsumedRecord, createTopics } from '../../../local/kafka/kafka-client';
import { readTopics } from '../../../local/kafka/read-topics';
import { EventSourceMapping } from '../../../local/lambda/event-source-mapping';
import { Supervisor } from '../../../local/process/supervisor';
import { listFiles, readRecords } from '../ingest-kills/files';
import { World } from '../replayer/world';
import { printOutcomes } from '../support/on-node24';
import { filledCompacted, filledTransactional, PARTITIONS } from './fill';
import type { Outcome, Outcomes } from './outcomes';

const SIZE_CLASSES = JSON.stringify([{ name: 'all', prefix: 'all/' }]);
const INGEST = {
  SIZE_CLASSES,
  LAYOUT: JSON.stringify({ type: 'perRecord', shards: 4 }),
  RECORD_FORMAT: JSON.stringify({ type: 'envelope' }),
};

let world: World;
let broker: BrokerAccess;
let groups = 0;

async function outcomeOf(topic: string, committed: readonly (readonly string[])[]): Promise<Outcome> {
  const mount = join(world.supervisor.temporaryFolder(), topic);
  mkdirSync(mount);
  const read = await readTopics(broker, [topic]);
  const count = committed.flat().length;
  await ingestFromTheStart(topic, mount, count);
  const first = hashesOf(mount);
  await ingestFromTheStart(topic, mount, count);
  const second = hashesOf(mount);
  const target = `${topic}-replayed`;
  await createTopics(broker, [target], PARTITIONS);
  const replayer = await world.replayer(mount, target, { SIZE_CLASSES });
  await replayer.invoke({ dry_run: false });
  await replayer.stop();
  return {
    ...{ committed, first, second },
    read: described(read),
    files: described(Object.keys(second).flatMap((path) => readRecords(mount, path))),
    replayed: valuesByPartition(await readTopics(broker, [target])),
  };
}

/** One poller of a group of its own, which begins at the start of the topic. */
async function ingestFromTheStart(topic: string, mount: string, count: number): Promise<void> {
  const group = await joinConsumerGroup(broker, topic, `ingest-${groups++}-${topic}`, 'earliest');
  const ingest = await world.ingest(mount, INGEST);
  const settings = {
    bootstrapServers: 'localhost',
    batchSize: 10,
    windowMs: 500,
    partialAnswers: true,
    maxDeliveries: 1,
  };
  await new EventSourceMapping(settings, group, (event) => ingest.invoke(event)).deliver(count);
  const more = await group.next(1000);
  if (more !== undefined) throw new Error(`${topic} has more than the ${count} records that are committed`);
  await group.close();
  await ingest.stop();
}

interface Described {
  readonly partition: number;
  readonly offset: number | bigint;
  readonly value: Buffer | null;
}

function described(records: readonly Described[]): Outcome['read'] {
  return records
    .map(({ partition, offset, value }) => [partition, Number(offset), String(value)] as const)
    .sort(([partition, offset], [other, later]) => partition - other || offset - later);
}

function valuesByPartition(records: readonly ConsumedRecord[]): string[][] {
  const all = described(records);
  return Array.from({ length: PARTITIONS }, (_, index) =>
    all.filter(([partition]) => partition === index).map(([, , value]) => value),
  );
}

function hashesOf(mount: string): Record<string, string> {
  const paths = [...listFiles(mount).visible].sort();
  return Object.fromEntries(
    paths.map((path) => [
      path,
      createHash('sha256')
        .update(readFileSync(join(mount, path)))
        .digest('hex'),
    ]),
  );
}

async function run(): Promise<Outcomes> {
  world = await World.start(new Supervisor().guardThisProcess());
  broker = world.broker.access;
  return {
    transactional: await outcomeOf('transactional', await filledTransactional(broker, 'transactional')),
    compacted: await outcomeOf('compacted', await filledCompacted(broker, 'compacted')),
  };
}

printOutcomes(run());
