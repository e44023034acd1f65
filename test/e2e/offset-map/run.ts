// Replays with kills on the way on Node.js 24, which the Kafka client needs, and prints as the last line what the offset maps tell, what the
// target has, and where consumer groups go on.
import { setTimeout } from 'node:timers/promises';
import { errorMessage } from '../../../lambda-runtime/errors';
import { readOffsetMap } from '../../../lambda-runtime/replayer/offset-map/read-offset-map';
import type { ObjectStore } from '../../../lambda-runtime/replayer/runs/object-store';
import { writeSnapshot } from '../../../lambda-runtime/replayer/snapshots/snapshot';
import { joinConsumerGroup } from '../../../local/kafka/consumer-group';
import { Supervisor } from '../../../local/process/supervisor';
import { numbered, storeSegment } from '../../handlers/replayer/store-segment';
import { SeededRandom } from '../../handlers/support/random';
import { World } from '../replay-workflow/world';
import { printOutcomes } from '../support/on-node24';
import { Target } from '../verification/target';
import type { Case, Outcome, Places } from './outcomes';

const SEED = 20260413;
const KILLS = 5;
const LENGTH = 1500;
const PARTITIONS = 3;
const MISSING_AFTER_MS = 10_000;
/** The offsets that the source has: the others were compacted, or are markers. */
const OFFSETS = Array.from({ length: LENGTH }, (_, offset) => offset).filter((offset) => offset % 7 !== 3);
const NOW = Date.now();

const CASES: readonly Case[] = [
  { name: 'preserved', input: {} },
  { name: 'merged', input: { partition_mapping: { 2: 0 } } },
  { name: 'spread', input: { preserve_partition: false } },
];

async function run(): Promise<readonly Outcome[]> {
  const world = await World.start(new Supervisor().guardThisProcess(), process.argv[2]);
  const outcomes: Outcome[] = [];
  for (const each of CASES) outcomes.push(await outcomeOf(world, each));
  return outcomes;
}

async function outcomeOf(world: World, { name, input }: Case): Promise<Outcome> {
  const [topic, target] = [`orders-${name}`, `copy-${name}`];
  const mount = world.mount(name);
  for (let partition = 0; partition < PARTITIONS; partition++) {
    for (let from = 0; from < OFFSETS.length; from += 250) {
      const [first, ...others] = OFFSETS.slice(from, from + 250).map((offset) => recordOf(topic, partition, offset));
      if (first !== undefined) await storeSegment(mount, [first, ...others], { compression: 'GZIP' });
    }
  }
  await world.createTopics([target], PARTITIONS);
  const pool = world.replayer(mount);
  const request = { dry_run: false, target_topic: target, deadline_seconds: 0.6, rate_limit_per_second: 700, ...input };
  const execution = `map-${name}`;
  let isOver = false;
  let killed = 0;
  const killing = async () => {
    for (const random = new SeededRandom(SEED); killed < KILLS && !isOver; ) {
      await setTimeout(300 + random.below(500));
      const victims = pool.victims();
      const victim = victims[random.below(Math.max(1, victims.length))];
      if (victim !== undefined) {
        pool.kill(victim);
        killed += 1;
      }
    }
  };
  const clock = { now: () => Date.now(), sleep: (ms: number) => setTimeout(Math.min(ms, 300)) };
  const [{ record }] = await Promise.all([
    world.execute(pool, request, execution, clock).finally(() => {
      isOver = true;
    }),
    killing(),
  ]);
  const store = storeOf(world);
  const committed = [LENGTH / 2, 3, LENGTH];
  await writeSnapshot(store, {
    ...{
      clusterId: 'source',
      takenAt: NOW,
      topics: [],
      recreated: [],
      recreatedEarlier: [],
      earlierIds: {},
      warnings: [],
    },
    asked: { topics: ['*'], groups: ['*'] },
    groups: [
      {
        ...{ id: `group-${name}`, state: 'Stable', members: 1 },
        offsets: committed.map((offset, partition) => ({ topic, partition, offset, metadata: '' })),
      },
    ],
  });
  const commit = { action: 'commit_offsets', run: execution, groups: [`group-${name}`], dry_run: false };
  const answer = (await pool.invoke('', commit)) as { readonly warnings: readonly string[] };
  const found = await readTarget(world, target, topic);
  const wentOnAt = await goOn(world, `group-${name}`, target, found.total);
  await (await Target.connect(world.access)).create(target, PARTITIONS);
  const refusal = await pool.invoke('', commit).then(() => undefined, errorMessage);
  await pool.stop();
  return {
    name,
    status: record.status,
    cause: record.cause,
    killed,
    warnings: answer.warnings,
    found,
    mapped: await mappedBy(store, execution, topic),
    committed,
    wentOnAt,
    refusal,
  };
}

function recordOf(topic: string, partition: number, offset: number) {
  const value = Buffer.from(JSON.stringify([topic, partition, offset]));
  return numbered(offset, {
    topic,
    partition,
    value,
    key: offset % 4 === 0 ? null : Buffer.from(`key ${offset % 11}`),
  });
}

function storeOf({ s3, workflowBucket: bucket }: World): ObjectStore {
  return {
    bucket,
    read: async (key) => {
      const found = s3.objects.get(bucket, key);
      return (
        found &&
        (async function* () {
          yield found.body;
        })()
      );
    },
    write: async (key, bytes) => {
      s3.objects.put(bucket, key, Buffer.from(bytes));
    },
    create: async () => {
      throw new Error('nothing is to be made here');
    },
    list: async function* (prefix) {
      for (const { key } of s3.objects.list(bucket, prefix)) yield key;
    },
  };
}

async function mappedBy(store: ObjectStore, execution: string, topic: string): Promise<Places> {
  const places: Places = { first: {}, repeated: {} };
  for (let partition = 0; partition < PARTITIONS; partition++) {
    const map = await readOffsetMap(store, execution, `${topic}+${partition}`);
    for await (const part of map?.parts() ?? []) {
      for (const [source, count, target, offset] of part.ranges) {
        for (let nth = 0; nth < count; nth++)
          places.first[`${partition}+${source + nth}`] = `${target}+${offset + nth}`;
      }
      for (const [target, offset, count, source] of part.repeated) {
        for (let nth = 0; nth < count; nth++)
          places.repeated[`${target}+${offset + nth}`] = `${partition}+${source + nth}`;
      }
    }
  }
  return places;
}

/** Reads the target, and tells where each record of the source came first, and where again. */
async function readTarget(world: World, target: string, topic: string): Promise<Places & { readonly total: number }> {
  const places: Places = { first: {}, repeated: {} };
  let total = 0;
  const group = await joinConsumerGroup(world.access, target, `reading-${target}`, 'earliest');
  for (let record = await group.next(MISSING_AFTER_MS); record !== undefined; record = await group.next(2_000)) {
    const [from, partition, offset] = JSON.parse(String(record.value)) as [string, number, number];
    if (from !== topic) throw new Error(`${target} has a record of ${from}`);
    const [source, place] = [`${partition}+${offset}`, `${record.partition}+${record.offset}`];
    if (places.first[source] === undefined) places.first[source] = place;
    else places.repeated[place] = source;
    total += 1;
  }
  await group.close();
  return { ...places, total };
}

/** @returns all source offsets that a group still reads, as `<partition>+<offset>` */
async function goOn(world: World, id: string, target: string, most: number): Promise<string[]> {
  const group = await joinConsumerGroup(world.access, target, id, 'latest');
  const read: string[] = [];
  for (
    let record = await group.next(MISSING_AFTER_MS);
    record !== undefined && read.length <= most;
    record = await group.next(2_000)
  ) {
    const [, partition, offset] = JSON.parse(String(record.value)) as [string, number, number];
    read.push(`${partition}+${offset}`);
  }
  await group.close();
  return read;
}

printOutcomes(run());
