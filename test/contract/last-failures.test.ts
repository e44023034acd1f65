import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createIngestHandler } from '../../lambda-runtime/ingest/handler';
import { failureWidgets } from '../../src/monitoring/widgets/failure-widgets';
import { newPipeline } from '../constructs/monitoring/pipeline';
import { newStack } from '../constructs/support/stacks';
import { KafkaEventBuilder } from '../handlers/support/events';
import { aContext } from '../handlers/support/lambda';
import { useMount } from '../handlers/support/mount';
import { runQuery } from './logs-insights';

const mount = useMount();

/** The query of the dashboard, without the logs that it is asked of. */
function query(): string {
  const { ingest } = newPipeline(newStack());
  const [{ properties } = { properties: undefined }] = failureWidgets([ingest.logGroup]).flatMap((widget) =>
    widget.toJson(),
  );
  return String(properties.query).replace(/^(SOURCE '[^']*' \| )+/, '');
}

async function ingest(): Promise<void> {
  const handler = createIngestHandler({
    SIZE_CLASSES: '[{"name":"small","prefix":"small/","sizeLessThan":100},{"name":"large","prefix":"large/"}]',
    METRICS_NAMESPACE: 'S3Files',
    MAX_FILES_IN_FLIGHT: '8',
    MAX_BYTES_IN_FLIGHT: '100000',
    MOUNT_PATH: mount.root,
    LAYOUT: '{"type":"perRecord","shards":1}',
    RECORD_FORMAT: '{"type":"envelope"}',
  });
  await handler(new KafkaEventBuilder().record('orders', 1, 7).build(), aContext());
}

test('the dashboard has the record that was not written, by topic, partition, offset and reason', async () => {
  await writeFile(join(mount.root, 'small'), 'in the way');
  await ingest();
  expect(runQuery(query(), mount.printed.logs())).toEqual([
    expect.objectContaining({ message: 'batch not written in full' }),
    expect.objectContaining({
      message: 'record not written',
      topic: 'orders',
      partition: 1,
      offset: 7,
      problem: expect.any(String),
    }),
  ]);
});

test('it has nothing of a batch that was written', async () => {
  await ingest();
  expect(mount.printed.logs()).not.toEqual([]);
  expect(runQuery(query(), mount.printed.logs())).toEqual([]);
});

test.each([
  { '@message': '2026-11-27T15:00:00Z 0f1e Task timed out after 300.00 seconds' },
  { '@message': 'RequestId: 0f1e Error: Runtime exited with error: signal: killed' },
  { '@message': '{}', type: 'platform.report', 'record.status': 'timeout' },
])('it has what AWS Lambda says of an invocation that it ended: %j', (line) => {
  expect(runQuery(query(), [line])).toHaveLength(1);
});
