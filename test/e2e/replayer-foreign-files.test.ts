import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  aivenTree,
  confluentTree,
  demoTree,
  type ForeignTree,
  mskDataDeliveryTree,
  patternTree,
  type SunkRecord,
  sunk,
} from '../handlers/support/foreign-trees';
import { describeContent } from './replayer/content';
import type { Found } from './replayer/kafka-topics';
import { type Answer, REPLAYER } from './replayer/recovery/stream';
import { useWorld } from './replayer/use-world';
import type { World } from './replayer/world';

// Offsets of three digits and of four: as text they sort otherwise.
const RECORDS = sunk(120, 940);
const PARTITIONS = 3;

const TREES: readonly [topic: string, ForeignTree][] = [
  ['from-the-demo', demoTree(RECORDS)],
  ['from-confluent', confluentTree(RECORDS)],
  ['from-confluent-in-bytes', confluentTree(RECORDS, '.bin.gz')],
  ['from-aiven', aivenTree(RECORDS)],
  ['from-aiven-in-base64', aivenTree(RECORDS, 'csv')],
  ['from-msk', mskDataDeliveryTree(RECORDS)],
  ['from-a-pattern', patternTree(RECORDS)],
];

let world: World;

useWorld(async (started) => {
  world = started;
  await world.topics.create(TREES.map(([topic]) => topic).slice(1), PARTITIONS, { 'retention.ms': '-1' });
  await world.topics.create(['from-the-demo'], 1, { 'retention.ms': '-1' });
});

function plant({ files }: ForeignTree): string {
  const mount = world.supervisor.temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(mount, path)), { recursive: true });
    writeFileSync(join(mount, path), content);
  }
  return mount;
}

/** The records as they should be on the topic. If the files do not tell a record's time, it has the time of sending. */
function expected(records: readonly SunkRecord[]): string[][] {
  return inPartitions(records, ({ key, value, headers, timestamp }) => {
    const content = describeContent({ key, value, headers: headers.map((header) => [header.name, header.value]) });
    return Number.isNaN(timestamp) ? content : `${timestamp} ${content}`;
  });
}

function found(records: readonly Found[], withTimes: boolean): string[][] {
  return inPartitions(records, ({ timestamp, content }) => (withTimes ? `${timestamp} ${content}` : content));
}

function inPartitions<Record extends { readonly partition: number }>(
  records: readonly Record[],
  describe: (record: Record) => string,
): string[][] {
  return Array.from({ length: PARTITIONS }, (_, partition) =>
    records.filter((record) => record.partition === partition).map(describe),
  );
}

test.each(TREES)('%s, every record comes back to the broker as it was, once and in order', async (topic, tree) => {
  const { format: source_format, records } = tree;
  const replayer = await world.replayer(plant(tree), topic, REPLAYER);
  const answer = (await replayer.invoke({ dry_run: false, source_format })) as Answer;
  await replayer.stop();
  expect(answer).toMatchObject({ done: true, errors: 0, skipped: 0, published: records.length });
  const withTimes = records.every(({ timestamp }) => !Number.isNaN(timestamp));
  expect(found(await world.topics.read(topic), withTimes)).toEqual(expected(records));
});
