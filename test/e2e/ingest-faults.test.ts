import type { LambdaFunction } from '../../local/lambda/lambda-function';
import { bringNode24 } from '../../local/process/node24';
import { Supervisor } from '../../local/process/supervisor';
import { SlowMount } from '../../local/slow-mount/slow-mount';
import type { SlowMountFault, SlowOperation } from '../../local/slow-mount/slow-mount-options';
import { whatSlowMountLacks } from '../../local/slow-mount/slow-mount-program';
import { KafkaEventBuilder } from '../handlers/support/events';
import { filesBelow } from '../handlers/support/mount';
import { startPublishedIngest } from './support/published-ingest';

const ERRORS: readonly SlowMountFault['error'][] = ['EACCES', 'EDQUOT', 'EIO', 'ENOSPC', 'ESTALE'];
const OPERATIONS: readonly SlowOperation[] = ['create', 'write', 'commit', 'rename'];
const CASES = OPERATIONS.flatMap((operation) => ERRORS.map((error) => ({ operation, error })));

const PARTITIONS = [0, 1, 2];
const OFFSETS = Array.from({ length: 8 }, (_, offset) => offset);
const SHARDS = 4;

const supervisor = new Supervisor();
const lacking = whatSlowMountLacks();

/** All that is faulty is on partition 1 in shard 2, where the offsets 2 and 6 go. */
const isStruck = (partition: number, offset: number) => partition === 1 && offset % SHARDS === 2;
const STRUCK = 'all/**/*+1/2/*';

function batch(topic: string): unknown {
  const event = new KafkaEventBuilder();
  for (const partition of PARTITIONS) for (const offset of OFFSETS) event.record(topic, partition, offset);
  return event.build();
}

function namesOf(topic: string, stands: (partition: number, offset: number) => boolean): string[] {
  return PARTITIONS.flatMap((partition) =>
    OFFSETS.filter((offset) => stands(partition, offset)).map(
      (offset) => `${partition}/${offset % SHARDS}/${topic}+${partition}+${String(offset).padStart(20, '0')}.json`,
    ),
  ).sort();
}

(lacking === undefined ? describe : describe.skip)(`a faulty mount${lacking ? ` (skipped: ${lacking})` : ''}`, () => {
  let mount: SlowMount;
  let ingest: LambdaFunction;

  beforeAll(async () => {
    mount = await SlowMount.start({ scale: 0 }, supervisor);
    ingest = await startPublishedIngest(supervisor, await bringNode24(supervisor), mount.path, {
      LAYOUT: JSON.stringify({ type: 'perRecord', shards: SHARDS }),
      RECORD_FORMAT: '{"type":"value","extension":".json"}',
    });
  });
  afterEach(() => mount.clearFaults());
  afterAll(async () => {
    await ingest?.stop();
    await mount?.stop();
    supervisor.end();
  });

  /** The files of a topic, as <partition>/<shard>/<name>; temporary files too. */
  async function standing(topic: string): Promise<string[]> {
    const ofTopic = (await filesBelow(mount.backing)).filter((path) => path.includes(`/${topic}+`));
    return ofTopic.map((path) => path.replace(new RegExp(`^.*/${topic}\\+(?=[0-9]+/)`), '')).sort();
  }

  test.each(CASES)('$error at $operation fails the records it strikes and no other', async ({ operation, error }) => {
    const topic = `${operation}-${error}`;
    await mount.inject({ operations: [operation], path: STRUCK, error });
    expect(await ingest.invoke(batch(topic))).toEqual({
      batchItemFailures: [{ itemIdentifier: { partition: `${topic}-1`, offset: 2 } }],
    });
    expect(await standing(topic)).toEqual(namesOf(topic, (partition, offset) => !isStruck(partition, offset)));

    await mount.clearFaults();
    expect(await ingest.invoke(batch(topic))).toEqual({ batchItemFailures: [] });
    expect(await standing(topic)).toEqual(namesOf(topic, () => true));
  });

  test('a fault that strikes once costs one record, and only that comes again', async () => {
    await mount.inject({ operations: ['commit'], path: 'all/**/*+2/3/*', error: 'EIO', count: 1 });
    const answer = (await ingest.invoke(batch('once'))) as { batchItemFailures: { itemIdentifier: object }[] };
    const missing = namesOf('once', () => true).length - (await standing('once')).length;
    expect(missing).toBe(1);
    expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual([
      { partition: 'once-2', offset: expect.any(Number) },
    ]);
  });
});
