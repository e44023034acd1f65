import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createIngestHandler } from '../../lambda-runtime/ingest/handler';
import { parseRunRequest } from '../../lambda-runtime/replayer/workflow/run-request';
import { KafkaEventBuilder } from '../handlers/support/events';
import { aContext } from '../handlers/support/lambda';
import { RecordedLog } from '../handlers/support/log';
import { MemoryPublisher } from '../handlers/support/memory-publisher';
import { useMount } from '../handlers/support/mount';
import { runReplay } from '../handlers/support/replayer';

// What the pages of docs/how-to/troubleshoot ask of logs, and give to the workflow, is what the handlers write and take.

const FOLDER = join(__dirname, '..', '..', 'docs', 'how-to', 'troubleshoot');
const PAGES = readdirSync(FOLDER).map((file) => ({ file, text: readFileSync(join(FOLDER, file), 'utf8') }));

const mount = useMount();

/** Records of which one has no room in any class, and the others find a file in place of their directory. */
async function ingestBadly(): Promise<readonly object[]> {
  const handler = createIngestHandler({
    MOUNT_PATH: mount.root,
    SIZE_CLASSES: '[{"name":"small","prefix":"small/","sizeLessThan":1000}]',
    METRICS_NAMESPACE: 'S3Files',
    MAX_FILES_IN_FLIGHT: '8',
    MAX_BYTES_IN_FLIGHT: '100000',
    LAYOUT: '{"type":"perRecord","shards":4}',
    RECORD_FORMAT: '{"type":"envelope"}',
  });
  await writeFile(join(mount.root, 'small'), '');
  await handler(
    new KafkaEventBuilder()
      .record('orders', 0, 1)
      .record('orders', 0, 2, { value: 'x'.repeat(2000) })
      .build(),
    aContext(),
  );
  return mount.printed.logs();
}

/** A file that is no record. */
async function replayBadly(): Promise<readonly object[]> {
  const log = new RecordedLog();
  await mkdir(join(mount.root, 'small'), { recursive: true });
  await writeFile(join(mount.root, 'small', 'orders+0+00000000000000000001.record.json'), 'torn');
  await runReplay(mount.root, { dry_run: false }, { log, publisher: new MemoryPublisher() });
  return log.lines;
}

const QUERIES = PAGES.flatMap(({ file, text }) =>
  [
    ...text.matchAll(
      /^ask "\$(FUNCTION|REPLAYER)" 'filter message = "([^"]+)" \| stats count\(\*\) as \w+ by ([\w, ]+)/gm,
    ),
  ].map(([, fn, message, fields]) => ({ file, fn, message, fields: fields.split(/, */) })),
);

test('the pages ask the logs of both functions', () => {
  expect(new Set(QUERIES.map(({ fn }) => fn))).toEqual(new Set(['FUNCTION', 'REPLAYER']));
  const all = PAGES.flatMap(({ text }) => text.match(/filter message = /g) ?? []);
  expect(QUERIES).toHaveLength(all.length);
});

test.each(QUERIES)('$file: the lines "$message" have the fields $fields', async ({ fn, message, fields }) => {
  const lines = await (fn === 'FUNCTION' ? ingestBadly() : replayBadly());
  const found = lines.find((line) => Reflect.get(line, 'message') === message);
  expect(Object.keys(found ?? {})).toEqual(expect.arrayContaining(fields));
});

const INPUTS = PAGES.flatMap(({ file, text }) =>
  [...text.matchAll(/--input '(\{.*?\})'/gs)].map(([, input]) => ({ file, input })),
);

test('the pages start the workflow', () => {
  expect(INPUTS.length).toBeGreaterThan(0);
});

test.each(INPUTS)('$file: the workflow takes $input', ({ input }) => {
  expect(() => parseRunRequest(JSON.parse(input))).not.toThrow();
});
