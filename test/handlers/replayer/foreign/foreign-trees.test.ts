import type { Deadline } from '../../../../lambda-runtime/deadline/deadline';
import type { OutgoingRecord } from '../../../../lambda-runtime/kafka/publisher';
import { NO_DEADLINE } from '../../support/deadline';
import { put } from '../../support/files';
import {
  aivenTree,
  confluentTree,
  demoTree,
  type ForeignTree,
  mskDataDeliveryTree,
  patternTree,
  type SunkRecord,
  sunk,
} from '../../support/foreign-trees';
import { MemoryPublisher } from '../../support/memory-publisher';
import { MemoryStore } from '../../support/memory-store';
import { useMount } from '../../support/mount';
import { runReplay } from '../../support/replayer';
import { runWorkflow } from '../../support/workflow';

const mount = useMount();

const RECORDS = sunk(30, 95); // from offsets of two digits to those of three, which sort otherwise as text
const BATCHES_OF_ONE = { maxFiles: 1, maxBytes: 1 };

const TREES: readonly [string, ForeignTree][] = [
  ['the demo', demoTree(RECORDS)],
  ["Confluent's sink, in JSON", confluentTree(RECORDS)],
  ["Confluent's sink, in bytes", confluentTree(RECORDS, '.bin')],
  ["Confluent's sink, with gzip", confluentTree(RECORDS, '.json.gz')],
  ["Aiven's sink, in lines of JSON", aivenTree(RECORDS)],
  ["Aiven's sink, in one array", aivenTree(RECORDS, 'json')],
  ["Aiven's sink, in base64", aivenTree(RECORDS, 'csv')],
  ['Amazon MSK Data Delivery', mskDataDeliveryTree(RECORDS)],
  ['Amazon MSK Data Delivery, not compressed', mskDataDeliveryTree(RECORDS, false)],
  ['somebody who names everything', patternTree(RECORDS)],
];

async function plant({ files }: ForeignTree): Promise<void> {
  await Promise.all(Object.entries(files).map(([path, content]) => put(mount.root, path, content)));
}

const PUBLISH = { dry_run: false };
const ofPartition = (partition: number) => (record: { readonly partition?: number }) => record.partition === partition;

/**
 * The parts of records that are compared, for one partition: that to which they should go; undefined where the files
 * name none.
 */
function told(records: readonly (SunkRecord | OutgoingRecord)[], partition: number) {
  return records.filter(ofPartition(partition)).map(({ key, value, headers, timestamp }) => ({
    key: key?.toString() ?? null,
    value: value?.toString() ?? null,
    headers: headers.map((header) => `${header.name}=${header.value}`),
    timestamp: Number.isNaN(timestamp) ? undefined : timestamp,
  }));
}

function expectAll({ format, records }: ForeignTree, published: readonly OutgoingRecord[]): void {
  expect(published).toHaveLength(records.length);
  const found = format === 'files' ? published.map((record) => ({ ...record, partition: 0 })) : published;
  for (const partition of [0, 1, 2]) expect(told(found, partition)).toEqual(told(records, partition));
}

/** A deadline that is reached each time it has been asked about so often: invocation after invocation. */
function deadlineEach(questions: number): Deadline {
  let asked = 0;
  return { ...NO_DEADLINE, reached: () => ++asked % questions === 0 };
}

/** Takes one record at a time, or two, so that a deadline comes in the middle of files. */
function narrowPublisher(): MemoryPublisher {
  const publisher = new MemoryPublisher();
  publisher.settingsOf = () => ({ maxMessageBytes: 300 });
  return publisher;
}

describe.each(TREES)('files of %s', (_, tree) => {
  const { format: source_format, files, records } = tree;

  test('come back record for record, in order', async () => {
    await plant(tree);
    const publisher = new MemoryPublisher();
    const answer = await runReplay(mount.root, { ...PUBLISH, source_format }, { publisher });
    expect(answer).toMatchObject({ done: true, errors: 0, skipped: 0, published: records.length });
    expect(answer.files_read).toBe(Object.keys(files).length);
    expectAll(tree, publisher.records);
  });

  test('are read by a dry run', async () => {
    await plant(tree);
    const answer = await runReplay(mount.root, { source_format });
    expect(answer).toMatchObject({ done: true, matched: records.length, published: 0, errors: 0, dry_run: true });
  });

  test('come back exactly once where the replay is cut short again and again', async () => {
    await plant(tree);
    const publisher = narrowPublisher();
    const deadline = deadlineEach(9);
    let cursor: unknown = null;
    let invocations = 0;
    for (let done = false; !done; invocations++) {
      const answer = await runReplay(
        mount.root,
        { ...PUBLISH, source_format, cursor },
        { publisher, deadline, limits: BATCHES_OF_ONE },
      );
      ({ done, cursor } = JSON.parse(JSON.stringify(answer)));
    }
    expect(invocations).toBeGreaterThan(5);
    expectAll(tree, publisher.records);
  });

  test('come back by the workflow, part by part, and each part cut short', async () => {
    await plant(tree);
    const publisher = narrowPublisher();
    const options = { publisher, store: new MemoryStore(), limits: BATCHES_OF_ONE };
    const summary = await runWorkflow(mount.root, 'run', { ...PUBLISH, source_format }, options, () => ({
      deadline: deadlineEach(5),
    }));
    expect(summary).toMatchObject({
      done: true,
      partitions: source_format === 'files' ? 1 : 3,
      totals: { published: records.length, errors: 0 },
    });
    expectAll(tree, publisher.records);
  });

  test('come back in unordered mode, batch by batch', async () => {
    await plant(tree);
    const publisher = new MemoryPublisher();
    const keys = Object.keys(files).map((path) => `events/${path}`);
    for (let start = 0; start < keys.length; start += 5) {
      const payload = { ...PUBLISH, source_format, keys: keys.slice(start, start + 5) };
      expect(await runReplay(mount.root, payload, { publisher })).toMatchObject({ done: true, errors: 0 });
    }
    const values = (some: readonly { readonly value: Buffer | null }[]) => some.map(({ value }) => `${value}`).sort();
    expect(values(publisher.records)).toEqual(values(records));
  });
});

test.each(TREES.filter(([, { format }]) => format !== 'files'))(
  'partitions and offsets choose among files of %s',
  async (_, tree) => {
    await plant(tree);
    const publisher = new MemoryPublisher();
    const asked = { partitions: [1, 2], offsets: { '1': { from: 98, to: 113 } } };
    await runReplay(mount.root, { ...PUBLISH, source_format: tree.format, ...asked }, { publisher });
    const of = (partition: number) => told(tree.records, partition);
    expect(told(publisher.records, 1)).toEqual(of(1).slice(3, 18));
    expect(told(publisher.records, 2)).toEqual(of(2));
    expect(publisher.records).toHaveLength(45);
  },
);

test('the offset of each record stands in the header that is asked for', async () => {
  await plant(confluentTree(RECORDS));
  const publisher = new MemoryPublisher();
  const payload = { ...PUBLISH, source_format: 'confluent', original_offset_header: 'origin', partitions: [2] };
  await runReplay(mount.root, payload, { publisher });
  const origins = publisher.records.map(({ headers }) => String(headers.at(-1)?.value));
  expect(origins).toEqual(Array.from({ length: 30 }, (_, index) => `orders-eu.v1+2+${95 + index}`));
});

test('without coordinates it is the path and the line', async () => {
  await plant(demoTree(RECORDS));
  const publisher = new MemoryPublisher();
  await runReplay(mount.root, { ...PUBLISH, source_format: 'files', original_offset_header: 'origin' }, { publisher });
  const origins = publisher.records.map(({ headers }) => String(headers.at(-1)?.value));
  expect(origins.slice(3, 6)).toEqual([
    'small/2026/04/13/21/evt-00000000000000000000000000000003.json+0',
    'small/2026/04/13/21/evt-00000000000000000000000000000004.ndjson+0',
    'small/2026/04/13/21/evt-00000000000000000000000000000004.ndjson+1',
  ]);
});
