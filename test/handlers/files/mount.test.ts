import fs from 'node:fs/promises';
import { join } from 'node:path';
import { assertMounted } from '../../../lambda-runtime/files/mount';
import { createIngestHandler } from '../../../lambda-runtime/ingest/handler';
import { createReplayerHandler } from '../../../lambda-runtime/replayer/handler';
import { KafkaEventBuilder } from '../support/events';
import { aContext } from '../support/lambda';
import { useMount } from '../support/mount';

const mount = useMount();

/** Lets the root look like a file system of its own until it is said to be gone. */
function mountThatGoes(): { go(): void } {
  const stat = fs.stat;
  let isMounted = true;
  jest.spyOn(fs, 'stat').mockImplementation(async (path, options) => {
    const found = await stat(path, options);
    return path === mount.root && isMounted ? Object.assign(found, { dev: 4711 }) : found;
  });
  return {
    go: () => {
      isMounted = false;
    },
  };
}

test('a directory that was never a mount is taken, as it may be the mount of another kind of machine', async () => {
  await assertMounted(mount.root);
  await assertMounted(mount.root);
});

test('a mount that went away is missed, and taken again once it is back', async () => {
  const going = mountThatGoes();
  await assertMounted(mount.root);
  going.go();
  await expect(assertMounted(mount.root)).rejects.toThrow(
    `the mount ${mount.root} went away; what is at its path now is a directory of the function's own disk`,
  );
  jest.restoreAllMocks();
  mountThatGoes();
  await assertMounted(mount.root);
});

test.each(['gone', 'file'])('a root that is %s is an error that says what to do', async (name) => {
  await fs.writeFile(join(mount.root, 'file'), '');
  await expect(assertMounted(join(mount.root, name))).rejects.toThrow('attach the access point to this function');
});

test('a batch whose mount went away meanwhile is not acknowledged', async () => {
  const handler = createIngestHandler({
    MOUNT_PATH: mount.root,
    SIZE_CLASSES: '[{"name":"all","prefix":"all/"}]',
    METRICS_NAMESPACE: 'S3Files',
    MAX_FILES_IN_FLIGHT: '8',
    MAX_BYTES_IN_FLIGHT: '100000',
    LAYOUT: '{"type":"perRecord","shards":1}',
    RECORD_FORMAT: '{"type":"envelope"}',
  });
  const going = mountThatGoes();
  const rename = fs.rename;
  jest.spyOn(fs, 'rename').mockImplementation(async (from, to) => {
    going.go();
    return rename(from, to);
  });
  const event = new KafkaEventBuilder().record('orders', 0, 1).build();
  await expect(handler(event, aContext())).rejects.toThrow('went away');
});

test('a mount that does not answer is given up before the deadline, by both handlers', async () => {
  jest.spyOn(fs, 'stat').mockImplementation(() => new Promise<never>(() => undefined));
  const environment = {
    MOUNT_PATH: mount.root,
    SIZE_CLASSES: '[{"name":"all","prefix":"all/"}]',
    METRICS_NAMESPACE: 'S3Files',
    MAX_FILES_IN_FLIGHT: '8',
    MAX_BYTES_IN_FLIGHT: '100000',
    LAYOUT: '{"type":"perRecord","shards":1}',
    RECORD_FORMAT: '{"type":"envelope"}',
    TARGET_TOPIC: 'orders-replay',
  };
  const event = new KafkaEventBuilder().record('orders', 0, 1).build();
  const soon = () => aContext(() => 100);
  await expect(createIngestHandler(environment)(event, soon())).rejects.toThrow('looking at the mount');
  await expect(createReplayerHandler(environment)({}, soon())).rejects.toThrow('looking at the mount');
});
