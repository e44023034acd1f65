import type { Deadline } from '../../../lambda-runtime/deadline/deadline';
import { Leftovers } from '../../../lambda-runtime/files/leftovers';
import { BatchRecord } from '../../../lambda-runtime/ingest/batch-record';
import { FileWriter } from '../../../lambda-runtime/ingest/file-writer';
import { ingestBatch } from '../../../lambda-runtime/ingest/ingest-batch';
import type { IngestConfiguration } from '../../../lambda-runtime/ingest/ingest-configuration';
import { StandingRecords } from '../../../lambda-runtime/ingest/standing-records';
import { InvocationMetrics } from '../../../lambda-runtime/telemetry/metrics';
import { NO_DEADLINE } from '../support/deadline';
import { aContext } from '../support/lambda';
import { perRecord } from '../support/layouts';
import { RecordedLog } from '../support/log';
import { filesBelow, useMount } from '../support/mount';
import { aRecord } from '../support/records';

const mount = useMount();

/** Ingests records of 100 bytes with the offsets 0, 1, 2 and so on. */
async function ingest(
  count: number,
  limits: IngestConfiguration['limits'],
  deadline: Deadline,
  log = new RecordedLog(),
) {
  const configuration: IngestConfiguration = {
    root: mount.root,
    sizeClasses: [{ name: 'all', prefix: '', layout: perRecord() }],
    limits,
    metricsNamespace: 'S3Files',
    rootKey: '',
    format: { type: 'value', extension: '.bin' },
    compression: 'NONE',
    tombstones: 'WRITE',
    unwritableRecords: 'SET_ASIDE',
    batchAnswer: 'LOWEST',
  };
  const records = Array.from(
    { length: count },
    (_, offset) => new BatchRecord('orders-3', offset, () => aRecord({ offset, value: Buffer.alloc(100) }), {}),
  );
  const metrics = new InvocationMetrics('S3Files', aContext());
  return ingestBatch(records, {
    configuration,
    deadline,
    metrics,
    leftovers: new Leftovers(),
    standing: new StandingRecords(mount.root, limits.maxFiles),
    log,
  });
}

test.each([
  ['files', { maxFiles: 3, maxBytes: 10_000 }],
  ['bytes', { maxFiles: 50, maxBytes: 300 }],
])('records are written together, as many as the limit of %s allows', async (_, limits) => {
  let [now, most] = [0, 0];
  jest.spyOn(FileWriter.prototype, 'write').mockImplementation(async () => {
    now++;
    most = Math.max(most, now);
    await new Promise((resolve) => setImmediate(resolve));
    now--;
  });
  expect(await ingest(20, limits, NO_DEADLINE)).toEqual({ batchItemFailures: [] });
  expect(most).toBe(3);
});

test('when the last moment comes, writes that have not ended are reported and not waited for', async () => {
  const log = new RecordedLog();
  const deadline = { ...NO_DEADLINE, last: Promise.resolve() };
  const answer = await ingest(1, { maxFiles: 4, maxBytes: 1000 }, deadline, log);
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: { partition: 'orders-3', offset: 0 } }] });
  expect(log.lines[0]).toMatchObject({ offset: 0, problem: 'the deadline came before it was written' });
});

test('a batch that was answered writes nothing more, also not when its sandbox goes on later', async () => {
  const deadline = { ...NO_DEADLINE, last: Promise.resolve() };
  await ingest(100, { maxFiles: 4, maxBytes: 1000 }, deadline);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await filesBelow(mount.root)).toEqual([]);
});

test('a batch that was answered does not even begin with the files that are left', async () => {
  const begun: unknown[] = [];
  jest.spyOn(FileWriter.prototype, 'write').mockImplementation(async (file) => {
    begun.push(file);
    await new Promise((resolve) => setImmediate(resolve));
  });
  const soon = { ...NO_DEADLINE, last: new Promise<void>((resolve) => setImmediate(resolve)) };
  await ingest(100, { maxFiles: 4, maxBytes: 1000 }, soon);
  const begunBeforeTheAnswer = begun.length;
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(begun.length).toBe(begunBeforeTheAnswer);
});
