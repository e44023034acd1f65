import { createIngestHandler } from '../../../lambda-runtime/ingest/handler';
import { useZstandard } from '../support/zstandard';

useZstandard();

const ENVIRONMENT = {
  MOUNT_PATH: '/mnt/events',
  SIZE_CLASSES: '[{"name":"all","prefix":""}]',
  METRICS_NAMESPACE: 'S3Files',
  MAX_FILES_IN_FLIGHT: '8',
  MAX_BYTES_IN_FLIGHT: '1000',
  LAYOUT: '{"type":"perRecord","shards":1}',
  RECORD_FORMAT: '{"type":"envelope"}',
};

test('ZSTD fails when the function starts on a Node.js that lacks it', () => {
  expect(() => createIngestHandler({ ...ENVIRONMENT, COMPRESSION: 'ZSTD' })).toThrow(
    `the compression ZSTD needs Node.js 22.15 or newer, and this is ${process.version}; give the function a newer runtime, or use GZIP`,
  );
  expect(() => createIngestHandler({ ...ENVIRONMENT, COMPRESSION: 'GZIP' })).not.toThrow();
});
