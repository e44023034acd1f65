import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { sourceOffsets } from './replayer/recovery/offsets';
import { type Answer, REPLAYER, type Stored, store } from './replayer/recovery/stream';
import { useWorld } from './replayer/use-world';
import type { World } from './replayer/world';

const LENGTH = 10;
const EVERY = Array.from({ length: LENGTH }, (_, offset) => offset);
const TOPICS = ['unreadable-fail', 'unreadable-empty', 'unreadable-skip', 'unreadable-dry'];

/**
 * The files of each partition, and the one among them that is cut in half. A segment that is cut loses all of its
 * records.
 */
const PARTITIONS: readonly (Stored & { readonly half: string; readonly from: number; readonly lost: number[] })[] = [
  { compression: 'GZIP', half: 'orders+0+00000000000000000003.record.json.gz', from: 3, lost: [3] },
  { half: 'orders+1+00000000000000000004.record.json', from: 4, lost: [4] },
  {
    layout: { type: 'segments', maxBytes: 1_000_000 },
    half: 'orders+2+00000000000000000000+00000000000000000009+10.records.ndjson',
    from: 5,
    lost: [5, 6, 7, 8, 9],
  },
];
const RAW = 3;
const FOREIGN = ['notes.txt', 'orders+0+3.record.json', 'orders+0+00000000000000000003.xml'];
const ERRORS = PARTITIONS.length;

const originals = new Map<string, Buffer>();
let world: World;
let mount: string;

useWorld(async (started) => {
  world = started;
  mount = world.supervisor.temporaryFolder();
  for (const [partition, stored] of PARTITIONS.entries()) await store(world, mount, [partition], LENGTH, stored);
  await store(world, mount, [RAW], LENGTH, { format: { type: 'value', extension: '.json' } });
  await world.topics.create(TOPICS, RAW + 1);
  for (const { half, from } of PARTITIONS) cut(half, from);
  for (const name of FOREIGN) writeFileSync(join(mount, 'all', name), 'not ours');
});

function pathOf(name: string): string {
  const found = (readdirSync(mount, { recursive: true }) as string[]).find((path) => basename(path) === name);
  if (found === undefined) throw new Error(`${name} was not written`);
  return join(mount, found);
}

/** Cuts a file in half, or a segment in the middle of a line. */
function cut(name: string, records: number): void {
  const path = pathOf(name);
  const whole = readFileSync(path);
  originals.set(path, whole);
  const lines = whole.toString('latin1').split('\n');
  truncateSync(path, name.endsWith('.ndjson') ? lines.slice(0, records).join('\n').length + 9 : whole.length >> 1);
}

async function replay(topic: string, payload: object): Promise<Answer> {
  const replayer = await world.replayer(mount, topic, REPLAYER);
  try {
    return (await replayer.invoke(payload)) as Answer;
  } finally {
    await replayer.stop();
  }
}

function expectNamed({ error_messages: messages = [] }: Answer): void {
  expect(messages).toHaveLength(ERRORS);
  for (const { half } of PARTITIONS) {
    expect(messages).toContainEqual(
      expect.stringMatching(new RegExp(`${half.replaceAll('+', '\\+')}.* cannot be read`)),
    );
  }
}

async function offsetsIn(topic: string): Promise<number[][]> {
  return sourceOffsets(await world.topics.read(topic), RAW + 1);
}

test('a partition stops at a file that cannot be read, and goes on from there once it is whole', async () => {
  const answer = await replay('unreadable-fail', { dry_run: false });
  expect(answer).toMatchObject({ done: false, errors: ERRORS, skipped: FOREIGN.length });
  expectNamed(answer);
  expect(answer.cursor?.next).toEqual({ 'orders+0': 3, 'orders+1': 4, 'orders+2': 5, 'orders+3': LENGTH });
  expect(await offsetsIn('unreadable-fail')).toEqual([...PARTITIONS.map(({ from }) => EVERY.slice(0, from)), EVERY]);

  const halves = [...originals].map(([path]) => [path, readFileSync(path)] as const);
  for (const [path, whole] of originals) writeFileSync(path, whole);
  const rest = await replay('unreadable-fail', { dry_run: false, cursor: answer.cursor });
  for (const [path, half] of halves) writeFileSync(path, half);
  expect(rest).toMatchObject({ done: true, errors: 0, skipped: 0, published: 7 + 6 + 5 });
  expect(await offsetsIn('unreadable-fail')).toEqual([EVERY, EVERY, EVERY, EVERY]);
});

test('with on_unreadable "skip" the rest is published in order, and what is missing is counted and named', async () => {
  const answer = await replay('unreadable-skip', { dry_run: false, on_unreadable: 'skip' });
  expect(answer).toMatchObject({ done: true, errors: ERRORS, skipped: FOREIGN.length, cursor: null });
  expectNamed(answer);
  const kept = PARTITIONS.map(({ lost }) => EVERY.filter((offset) => !lost.includes(offset)));
  expect(await offsetsIn('unreadable-skip')).toEqual([...kept, EVERY]);
});

test('a dry run finds them all and publishes nothing', async () => {
  const answer = await replay('unreadable-dry', {});
  expect(answer).toMatchObject({ done: true, errors: ERRORS, skipped: FOREIGN.length, published: 0 });
  expectNamed(answer);
  expect(await offsetsIn('unreadable-dry')).toEqual([[], [], [], []]);
});

test('an empty .json is no half file, but an empty value', async () => {
  writeFileSync(join(mount, 'all', 'orders+3+00000000000000000010.json'), '');
  const answer = await replay('unreadable-empty', { dry_run: false, partitions: [RAW] });
  expect(answer).toMatchObject({ done: true, errors: 0, published: LENGTH + 1 });
  const found = await world.topics.read('unreadable-empty');
  expect(found.at(-1)?.content).toContain('value ""');
});
