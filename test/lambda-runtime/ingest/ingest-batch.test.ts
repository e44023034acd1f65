import type { IngestConfiguration } from '../../../lambda-runtime/ingest/configuration';
import { ingestBatch } from '../../../lambda-runtime/ingest/ingest-batch';
import { ClassMetrics } from '../../../lambda-runtime/telemetry/metrics';
import { RecordedLog } from '../support/log';
import { removeMounts, temporaryMount } from '../support/mount';
import { aRecord } from '../support/records';

afterEach(removeMounts);

test('when the last moment comes, writes that have not ended are reported and not waited for', async () => {
  const configuration: IngestConfiguration = {
    root: await temporaryMount(),
    sizeClasses: [{ name: 'all', prefix: '' }],
    limits: { maxFiles: 4, maxBytes: 1000 },
    metricsNamespace: 'S3Files',
    layout: { type: 'perRecord', shards: 1 },
    format: { type: 'envelope' },
  };
  const log = new RecordedLog();
  const answer = await ingestBatch(new Map([['orders-3', [{ offset: 42, record: aRecord() }]]]), {
    configuration,
    deadline: { reached: () => false, last: Promise.resolve(), clear: () => undefined },
    metrics: new ClassMetrics('S3Files'),
    log,
  });
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: { partition: 'orders-3', offset: 42 } }] });
  expect(log.lines[0]).toMatchObject({ offset: 42, problem: 'the deadline came before it was written' });
});
