import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Supervisor } from '../../local/process/supervisor';
import { bundleScript } from '../handlers/support/bundle';
import { SeededRandom } from '../handlers/support/random';
import { listFiles, recordsOf } from './ingest-kills/files';
import { batchOf, endOfBatch, type Position } from './ingest-kills/stream';

jest.setTimeout(180_000);

const KILLS = 200;
const LENGTHS = [1667, 1667, 1666];
const RECORDS = 5000;

const supervisor = new Supervisor().guardThisProcess();
let script: string;

beforeAll(() => {
  script = bundleScript(join(__dirname, 'ingest-kills', 'sandbox.ts'), supervisor.temporaryFolder());
});
afterAll(() => supervisor.end());

const DIRECTORIES = [{ by: 'topicPartition' }, { by: 'key' }];

async function startSandbox(root: string, layout: object): Promise<ChildProcess> {
  const env = {
    MOUNT_PATH: root,
    SIZE_CLASSES: '[{"name":"all","prefix":"all/"}]',
    METRICS_NAMESPACE: 'S3Files',
    MAX_FILES_IN_FLIGHT: '8',
    MAX_BYTES_IN_FLIGHT: '1000000',
    LAYOUT: JSON.stringify(layout),
    RECORD_FORMAT: '{"type":"envelope"}',
  };
  const sandbox = supervisor.own(fork(script, { env, detached: true, stdio: 'ignore' }));
  await once(sandbox, 'message');
  return sandbox;
}

async function deliver(sandbox: ChildProcess, event: unknown): Promise<unknown> {
  const answered = once(sandbox, 'message');
  sandbox.send(event as object);
  return (await answered)[0];
}

/** Gives a batch to a sandbox that dies a while later, be it at work or idle: the answer is lost then. */
async function deliverAndKill(sandbox: ChildProcess, event: unknown, afterMs: number): Promise<void> {
  const ended = once(sandbox, 'exit');
  sandbox.send(event as object);
  await setTimeout(afterMs);
  sandbox.kill('SIGKILL');
  await ended;
}

/** What a batch takes in a sandbox that has just started, on this machine: the moments to kill at are within that. */
async function usualMs(layout: object): Promise<number> {
  const sandbox = await startSandbox(supervisor.temporaryFolder(), layout);
  const startedAt = performance.now();
  await deliver(sandbox, batchOf([0, 0, 0], [20, 20, 20]));
  const usual = performance.now() - startedAt;
  sandbox.kill('SIGKILL');
  return usual;
}

/** Delivers all records, and every batch again that got no answer. @returns how many kills left a file half-written */
async function ingestUnderFire(root: string, layout: object): Promise<number> {
  const random = new SeededRandom(20260413);
  const usual = await usualMs(layout);
  const settled = new Set<string>();
  let [from, kills, midWrite]: [Position, number, number] = [[0, 0, 0], 0, 0];
  while (from.some((offset, partition) => offset < LENGTHS[partition])) {
    const to = endOfBatch(from, LENGTHS, random);
    const killsDue = Math.ceil((KILLS * total(to)) / RECORDS);
    for (; kills < killsDue; kills++) {
      const before = listFiles(root).temporary.length;
      const event = batchOf(from, endOfBatch(from, LENGTHS, random));
      await deliverAndKill(await startSandbox(root, layout), event, (usual * random.below(1000)) / 1000);
      const { visible, temporary } = listFiles(root);
      midWrite += temporary.length > before ? 1 : 0;
      for (const path of visible.filter((each) => !settled.has(each))) recordsOf(root, path);
    }
    const survivor = await startSandbox(root, layout);
    expect(await deliver(survivor, batchOf(from, to))).toEqual({ batchItemFailures: [] });
    survivor.kill('SIGKILL');
    for (const path of listFiles(root).visible) settled.add(path);
    from = to;
  }
  expect(kills).toBe(KILLS);
  return midWrite;
}

function total(position: Position): number {
  return position.reduce((sum, offset) => sum + offset, 0);
}

const EVERY_RECORD = LENGTHS.flatMap((length, partition) =>
  Array.from({ length }, (_, offset) => `${partition}/${offset}`),
).sort();

test.each([
  ['one file a record', { type: 'perRecord', shards: 4, directories: DIRECTORIES }],
  ['segments', { type: 'segments', maxBytes: 20_000, directories: DIRECTORIES }],
])(`sandboxes are killed at ${KILLS} moments, and all records stand there whole (%s)`, async (_, layout) => {
  const around = supervisor.temporaryFolder();
  const root = join(around, 'outer', 'mount');
  mkdirSync(root, { recursive: true });

  const midWrite = await ingestUnderFire(root, layout);

  process.stdout.write(`${midWrite} of ${KILLS} kills hit in the middle of a write (${layout.type})\n`);
  expect(midWrite).toBeGreaterThan(0);
  const found = listFiles(root)
    .visible.flatMap((path) => recordsOf(root, path))
    .map(({ partition, offset }) => `${partition}/${offset}`);
  // Segments may overlap, since batches that come again need not end where they ended: readers go by the offset.
  const read = layout.type === 'segments' ? [...new Set(found)] : found;
  expect(read.sort()).toEqual(EVERY_RECORD);
  expect([readdirSync(around), readdirSync(join(around, 'outer'))]).toEqual([['outer'], ['mount']]);
});
