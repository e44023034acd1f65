import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseFileName } from '../../lambda-runtime/files/names';
import { createIngestHandler } from '../../lambda-runtime/ingest/handler';
import { decodeRecord } from '../../lambda-runtime/records/codec';
import type { KafkaRecord } from '../../lambda-runtime/records/record';
import { decodeSegment } from '../../lambda-runtime/records/segment';
import { Supervisor } from '../../local/process/supervisor';
import { bundleScript } from '../handlers/support/bundle';
import { KafkaEventBuilder } from '../handlers/support/events';
import { aContext } from '../handlers/support/lambda';
import { filesBelow, temporaryMount, useMount } from '../handlers/support/mount';
import { SeededRandom } from '../handlers/support/random';

const KILLS = 20;
const RECORDS = 200;
const SIXTEEN_MINUTES = 16 * 60_000;
const NO_FAILURES = { batchItemFailures: [] };

const supervisor = new Supervisor().guardThisProcess();
let script: string;
const mount = useMount();

beforeAll(() => {
  script = bundleScript(join(__dirname, 'kills', 'script.ts'), supervisor.temporaryFolder());
});

afterAll(() => supervisor.end());

function textOf(offset: number): string {
  return `${offset} `.repeat(500);
}

function batch(): object {
  const event = new KafkaEventBuilder();
  for (let offset = 0; offset < RECORDS; offset++) {
    event.record('orders', 0, offset, { key: String(offset % 20), value: textOf(offset) });
  }
  return JSON.parse(JSON.stringify(event.build()));
}

function environment(layout: Record<string, unknown>): Record<string, string> {
  return {
    MOUNT_PATH: mount.root,
    SIZE_CLASSES: '[{"name":"all","prefix":"all/"}]',
    METRICS_NAMESPACE: 'S3Files',
    MAX_FILES_IN_FLIGHT: '8',
    MAX_BYTES_IN_FLIGHT: '1000000',
    LAYOUT: JSON.stringify(layout),
    RECORD_FORMAT: '{"type":"envelope"}',
  };
}

/** Gives the batch to a sandbox, and kills that once so many files stand. @returns whether it was still at work */
async function ingestAndKill(layout: Record<string, unknown>, files: number): Promise<boolean> {
  const sandbox = supervisor.own(fork(script, { env: environment(layout), detached: true, stdio: 'ignore' }));
  const ended = once(sandbox, 'exit');
  sandbox.send(batch());
  while (sandbox.exitCode === null && (await visibleFiles()).length < files) {
    await setTimeout(1);
  }
  sandbox.kill('SIGKILL');
  await ended;
  return sandbox.signalCode === 'SIGKILL';
}

async function visibleFiles(): Promise<string[]> {
  return (await filesBelow(mount.root)).filter((path) => !isHidden(path));
}

function isHidden(path: string): boolean {
  return basename(path).startsWith('.');
}

/** The records of all files that a reader sees. It throws if a file is not whole. */
async function recordsBelow(): Promise<KafkaRecord[]> {
  const records: KafkaRecord[] = [];
  for (const path of await visibleFiles()) {
    const bytes = await readFile(join(mount.root, path));
    const named = parseFileName(basename(path));
    if (named?.type === 'record') {
      records.push(decodeRecord(named.coordinates, { extension: named.extension, bytes }));
    } else if (named?.type === 'segment') {
      records.push(...decodeSegment(named.span, { extension: named.extension, bytes }));
    } else {
      throw new Error(`${path} is not ours`);
    }
  }
  return records;
}

test.each([
  ['perRecord', { type: 'perRecord', shards: 4 }, RECORDS],
  ['segments', { type: 'segments', maxBytes: 10_000, directories: [{ by: 'key' }] }, 40],
])(
  'a sandbox that is killed at any moment leaves no half file, and nothing is missing once its batch came again (%s)',
  async (_, layout, files) => {
    const random = new SeededRandom(20260413);
    let killed = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      mount.root = await temporaryMount();
      killed += (await ingestAndKill(layout, random.below(files))) ? 1 : 0;
      await recordsBelow();

      const survivor = createIngestHandler(environment(layout));
      expect(await survivor(batch(), aContext())).toEqual(NO_FAILURES);
      const values = new Map((await recordsBelow()).map(({ offset, value }) => [offset, value?.toString()]));
      expect([...values.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: RECORDS }, (__, offset) => offset));
      expect([...values].filter(([offset, value]) => value !== textOf(offset))).toEqual([]);

      const later = Date.now() + SIXTEEN_MINUTES;
      const clock = jest.spyOn(Date, 'now').mockReturnValue(later);
      // Each invocation looks into eight of its directories, of which there are 40 at most.
      for (let invocation = 0; invocation < 5; invocation++) {
        await survivor(new KafkaEventBuilder().build(), aContext());
      }
      clock.mockRestore();
      expect((await filesBelow(mount.root)).filter(isHidden)).toEqual([]);
    }
    expect(killed).toBeGreaterThan(0);
  },
  120_000,
);
