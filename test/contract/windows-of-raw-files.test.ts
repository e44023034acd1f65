import { createIngestHandler } from '../../lambda-runtime/ingest/handler';
import { createReplayerHandler } from '../../lambda-runtime/replayer/handler';
import {
  DirectoryTimeUnit,
  FileDirectory,
  FileLayout,
  KafkaToS3FilesIngest,
  RecordFormat,
  S3FilesReplayer,
} from '../../src';
import { VARIABLES } from '../../src/contract/variables';
import { newCluster, newStack, newVpc } from '../constructs/support/stacks';
import { mountedVariables } from '../constructs/support/variables';
import { KafkaEventBuilder } from '../handlers/support/events';
import { aContext } from '../handlers/support/lambda';
import { MemoryPublisher } from '../handlers/support/memory-publisher';
import { useMount } from '../handlers/support/mount';

const mount = useMount();

type Variables = Record<string, string>;

/** The variables of the functions of an ingest and a replayer of one access point. */
function variablesOf(layout: FileLayout): { readonly ingest: Variables; readonly replayer: Variables } {
  const stack = newStack();
  const given = { vpc: newVpc(stack), cluster: newCluster(stack) };
  const format = RecordFormat.value();
  const { accessPoint } = new KafkaToS3FilesIngest(stack, 'Ingest', { ...given, topic: 'orders', layout, format });
  new S3FilesReplayer(stack, 'Replayer', { ...given, topic: 'again', accessPoint });
  const all = mountedVariables(stack);
  const [ingest, replayer] = [VARIABLES.layout, VARIABLES.targetTopic].map((name) => all.find((each) => each[name]));
  if (!ingest || !replayer) throw new Error('the app lacks an ingest or a replayer');
  return { ingest, replayer };
}

const DAY = FileDirectory.time(DirectoryTimeUnit.DAY);
const HOUR = FileDirectory.time(DirectoryTimeUnit.HOUR);
const { key, header, partition, topicPartition } = FileDirectory;

test.each<[string, FileDirectory[]]>([
  ['a key below the day', [DAY, key(), topicPartition()]],
  ['a header below the day', [DAY, header('shop'), topicPartition()]],
  ['a field below the day', [DAY, FileDirectory.field('shop'), topicPartition()]],
  ['a literal below the day', [DAY, FileDirectory.literal('07'), topicPartition()]],
  ['the partition below the day', [DAY, partition(), topicPartition()]],
  ['a key below the hour', [HOUR, key(), topicPartition()]],
])('two digits of %s are taken for no finer time: a window holds all of its records', async (_, directories) => {
  const { ingest, replayer } = variablesOf(FileLayout.perRecord({ directories }));
  const event = new KafkaEventBuilder().record('orders', 12, 1, {
    timestamp: Date.UTC(2026, 3, 13, 9, 30),
    key: '07',
    value: '{"shop":"07"}',
    headers: [{ shop: [...Buffer.from('07')] }],
  });
  await createIngestHandler({ ...ingest, MOUNT_PATH: mount.root })(event.build(), aContext());
  const publisher = new MemoryPublisher(16);
  const replay = createReplayerHandler({ ...replayer, MOUNT_PATH: mount.root }, { connect: async () => publisher });
  const window = { from: '2026-04-13T09:30:00Z', to: '2026-04-13T09:40:00Z' };
  expect(await replay({ dry_run: false, preserve_partition: true, ...window }, aContext())).toMatchObject({
    published: 1,
    errors: 0,
  });
  expect(publisher.records).toHaveLength(1);
});
