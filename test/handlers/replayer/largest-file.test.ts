import { readReplayerConfiguration } from '../../../lambda-runtime/replayer/replayer-configuration';
import { store } from '../support/files';
import { useMount } from '../support/mount';
import { runReplay } from '../support/replayer';
import { numbered } from './store-segment';

const mount = useMount();

test('the largest file is one value of the configuration', async () => {
  await store(mount.root, numbered(4, { value: Buffer.alloc(2000) }));
  const limits = { maxFiles: 1, maxBytes: 1, maxFileBytes: 1000 };
  const answer = await runReplay(mount.root, {}, { limits });
  expect(answer.error_messages?.[0]).toContain('and 1000 are the most that are read');
});

test.each([
  ['of the default size', '1769', 64 * 1024 * 1024],
  ['of the smallest', '128', 16 * 1024 * 1024],
  ['that does not tell', undefined, 64 * 1024 * 1024],
])('a function %s reads files that fit its memory', (_, megabytes, most) => {
  const environment = {
    ...{ MOUNT_PATH: '/mnt/events', SIZE_CLASSES: '[{"name":"all","prefix":""}]', METRICS_NAMESPACE: 'S3Files' },
    ...{ MAX_FILES_IN_FLIGHT: '8', MAX_BYTES_IN_FLIGHT: '100000', TARGET_TOPIC: 'orders-replay' },
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: megabytes,
  };
  expect(readReplayerConfiguration(environment).limits.maxFileBytes).toBe(most);
});
