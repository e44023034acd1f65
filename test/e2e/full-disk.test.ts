import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { KafkaEventBuilder } from '../handlers/support/events';

const BUNDLE = join(__dirname, '..', '..', 'assets', 'lambda-runtime', 'ingest', 'index', 'index.mjs');

/**
 * Gives one command a disk of its own, which nothing else sees. It needs Linux, and a kernel that lets a user have a
 * mount namespace.
 */
const IN_NAMESPACE = ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c'] as const;
const [UNSHARE, ...UNSHARE_ARGS] = IN_NAMESPACE;
const canMount = spawnSync(UNSHARE, [...UNSHARE_ARGS, 'mount -t tmpfs none /mnt']).status === 0;

/** Runs the bundled handler on the mount, then lists what stands there. */
const SCRIPT = `
  const { handler } = await import(${JSON.stringify(pathToFileURL(BUNDLE).href)});
  const { readFileSync, readdirSync, statSync } = await import('node:fs');
  const answer = await handler(JSON.parse(readFileSync(0, 'utf8')), { getRemainingTimeInMillis: () => 60000 });
  const files = readdirSync(process.env.MOUNT_PATH, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => ({ name: entry.name, size: statSync((entry.parentPath ?? entry.path) + '/' + entry.name).size }));
  console.log('RESULT ' + JSON.stringify({ answer, files }));
`;

interface Result {
  readonly answer: { batchItemFailures: { itemIdentifier: { partition: string; offset: number } }[] };
  readonly files: { name: string; size: number }[];
}

let mount: string;
beforeEach(() => {
  mount = mkdtempSync(join(tmpdir(), 'cdk-s3files-full-'));
});
afterEach(() => rmSync(mount, { recursive: true }));

function ingestOnDisk(size: string, event: unknown): { result: Result; log: string } {
  const command = `mount -t tmpfs -o size=${size} none ${mount} && exec ${process.execPath} --input-type=module -e '${SCRIPT.replaceAll("'", `'\\''`)}'`;
  const run = spawnSync(UNSHARE, [...UNSHARE_ARGS, command], {
    input: JSON.stringify(event),
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      MOUNT_PATH: mount,
      SIZE_CLASSES: '[{"name":"all","prefix":"all/"}]',
      LAYOUT: '{"type":"perRecord","shards":1}',
      RECORD_FORMAT: '{"type":"value","extension":".json"}',
      METRICS_NAMESPACE: 'Test',
      MAX_FILES_IN_FLIGHT: '4',
      MAX_BYTES_IN_FLIGHT: '1000000',
    },
  });
  const line = run.stdout.split('\n').find((text) => text.startsWith('RESULT '));
  if (line === undefined) {
    throw new Error(`the handler gave no result: ${run.stderr}${run.stdout}`);
  }
  return { result: JSON.parse(line.slice('RESULT '.length)), log: run.stdout + run.stderr };
}

(canMount ? describe : describe.skip)('on a disk that is full', () => {
  const size = 40_000;
  const offsets = Array.from({ length: 10 }, (_, offset) => offset);
  const batch = new KafkaEventBuilder();
  for (const offset of offsets) {
    batch.record('events', 0, offset, { value: Buffer.alloc(size, offset) });
  }

  test('what did not fit is reported from its lowest offset, and nothing stands half-written', () => {
    const { result, log } = ingestOnDisk('256k', batch.build());
    const written = result.files.map(({ name }) => Number(/\+(\d{20})\.json$/.exec(name)?.[1]));
    const missing = offsets.filter((offset) => !written.includes(offset));
    expect(missing.length).toBeGreaterThan(0);
    expect(written.length).toBeGreaterThan(0);
    expect(result.files.map((file) => file.size)).toEqual(result.files.map(() => size));
    expect(result.answer.batchItemFailures).toEqual([
      { itemIdentifier: { partition: 'events-0', offset: Math.min(...missing) } },
    ]);
    expect(log).toContain('ENOSPC');
  });

  test('a record that can never be written, and finds no room to be set aside, is reported', () => {
    const bad = { topic: 'events', partition: 0, offset: 1, timestamp: 0, value: '%'.repeat(300_000) };
    const event = new KafkaEventBuilder().raw('events-0', bad);
    const { result, log } = ingestOnDisk('256k', event.build());
    expect(result.answer.batchItemFailures).toEqual([{ itemIdentifier: { partition: 'events-0', offset: 1 } }]);
    expect(result.files).toEqual([]);
    expect(log).toContain('could not be set aside: ENOSPC');
    const { result: later } = ingestOnDisk('1m', event.build());
    expect(later.answer.batchItemFailures).toEqual([]);
    expect(later.files).toHaveLength(1);
  });

  test('with room enough the same batch is written whole', () => {
    const { result } = ingestOnDisk('1m', batch.build());
    expect(result.answer.batchItemFailures).toEqual([]);
    expect(result.files).toHaveLength(offsets.length);
  });
});
