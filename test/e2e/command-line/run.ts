// Runs the command line on Node.js 24 over a broker and the bundles, and prints what came of it as the last line.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Supervisor } from '../../../local/process/supervisor';
import { storeSegment } from '../../handlers/replayer/store-segment';
import { store } from '../../handlers/support/files';
import { aRecord, MORNING } from '../../handlers/support/records';
import { consume, setMaxMessageBytes } from '../replay-workflow/consumed';
import { writeSource } from '../replay-workflow/source';
import { World } from '../replay-workflow/world';
import { printOutcomes } from '../support/on-node24';
import type { Outcomes } from './outcomes';
import { startServices } from './services';
import { type } from './typed';

const TARGET = 'Replaying.Workflow';

async function run(): Promise<Outcomes> {
  const world = await World.start(new Supervisor().guardThisProcess(), process.argv[2] ?? '');
  const mount = world.mount('orders');
  await writeSource(mount, { topic: 'orders', lengths: [700, 0, 300, 1], layout: 'segments' });
  await writeSource(mount, { topic: 'payments', lengths: [40, 60, 50], layout: 'perRecord' });
  await writeSource(mount, {
    topic: 'images',
    lengths: [20, 20, 20],
    layout: 'perRecord',
    padding: (partition, offset) => (partition === 1 && offset === 12 ? 100_000 : 0),
  });
  await world.createTopics(['copy', 'slow', 'images-copy'], 4);
  const pool = world.replayer(mount);
  const { environment, report, close } = await startServices(world, pool);
  const at = (...args: string[]) => type(environment, args);
  const slowly = ['--topic', 'slow', '--topic-mapping', '{"payments": "copy", "images": "copy"}', '--partitions', '2'];

  const plan = await at('plan', TARGET, '--topic', 'copy', '--partitions', '0,2', '--name', 'only-looked-at');
  const byNames = await at('plan', TARGET, '--topic', 'nowhere', '--partitions', '0,2', '--names-only');
  const replay = await at('replay', TARGET, '--topic=copy', '--partitions', '0,3', '--yes', '--name', 'replay-1');
  const interrupted = await type(
    environment,
    ['replay', TARGET, ...slowly, '--rate-limit-per-second', '100', '--yes', '--name', 'replay-2'],
    'started arn:',
  );
  const [, executionArn = ''] = /status --follow (\S+)/.exec(interrupted.told) ?? [];
  const followed = await at('status', '--follow', executionArn);

  await setMaxMessageBytes(world.access, 'images-copy', 50_000);
  const failing = await at(
    'replay',
    TARGET,
    '--topic',
    'images-copy',
    '--partitions',
    '1',
    '--yes',
    '--name',
    'replay-3',
  );
  await setMaxMessageBytes(world.access, 'images-copy', 1_048_588);
  const [, resume = ''] = /npx cdk-s3files (replay .*--resume replay-3)/.exec(failing.told) ?? [];
  const resumed = await at(...resume.split(' '));

  const outcomes = {
    look: await look(world, mount, at),
    plan,
    byNames,
    cost: await at('cost', '--records-per-day', '1000000', '--bytes', '4096'),
    replay: { ...replay, consumed: await consume(world.access, 'copy') },
    interrupted: { ...interrupted, followed, consumed: await consume(world.access, 'slow') },
    failing: { ...failing, resumed, consumed: await consume(world.access, 'images-copy') },
    function: await at('replay', 'Replaying.Function', '--dry-run', '--yes'),
    mistakes: {
      option: await at('replay', TARGET, '--form', '2026-04-13'),
      value: await at('replay', TARGET, '--from', 'yesterday'),
      unasked: await at('replay', TARGET, '--topic', 'copy'),
      output: await at('replay', 'Replaying.Elsewhere', '--yes'),
      stack: await at('replay', 'Nowhere.Workflow', '--yes'),
      topic: await at('replay', TARGET, '--topic', 'nowhere', '--yes'),
      path: await at('ls', join(mount, 'nothing')),
      execution: await at('status', executionArn.replace('replay-2', 'replay-0')),
      metrics: await at('cost', TARGET),
    },
  };
  report(await pool.stop());
  const deployed = await at('cost', TARGET, '--days', '1');
  await close();
  return { ...outcomes, deployed };
}

/** Reads each format and compression that the ingest writes, on a mount and in a bucket. */
async function look(world: World, mount: string, at: (...args: string[]) => ReturnType<typeof type>) {
  const folder = world.mount('formats');
  const recordAt = (offset: number) =>
    aRecord({
      topic: 'all',
      partition: 0,
      offset,
      timestamp: MORNING + offset * 1000,
      value: Buffer.from(`{"n":${offset}}`),
    });
  await store(folder, recordAt(0), { format: { type: 'envelope' } });
  await store(folder, recordAt(1), { format: { type: 'envelope' }, compression: 'ZSTD' });
  await store(folder, recordAt(2), { format: { type: 'value', extension: '.json' }, compression: 'GZIP' });
  await storeSegment(folder, [recordAt(3), recordAt(4)], { compression: 'ZSTD' });
  await storeSegment(folder, [recordAt(5), recordAt(6)], { parquet: 'SNAPPY' });
  await store(folder, { ...recordAt(7), value: null }, { format: { type: 'value', extension: '.json' } });
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) {
      const path = join(entry.parentPath, entry.name);
      world.s3.objects.put(world.filesBucket, `events${path.slice(folder.length)}`, readFileSync(path));
    }
  }
  world.s3.objects.put(world.filesBucket, 'eventsafter/all+0+00000000000000000009.json', '9');
  const damaged = await storeSegment(world.mount('damaged'), [recordAt(3), recordAt(4)]);
  writeFileSync(join(world.mount('damaged'), damaged), '{"torn');
  return {
    files: await at('ls', folder),
    totals: await at('ls', '--total', mount),
    records: await at('cat', folder),
    filtered: await at('cat', folder, '--from', String(MORNING + 3000), '--to', String(MORNING + 6000)),
    first: await at('cat', folder, '--limit', '2'),
    objects: await at('cat', `s3://${world.filesBucket}/events`),
    damaged: await at('cat', world.mount('damaged')),
  };
}

printOutcomes(run());
