// Takes snapshots of a cluster by the bundled function, on Node.js 24, which the Kafka client needs.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { guard, permit, type Right } from '../../../local/kafka/access-control';
import { joinConsumerGroup } from '../../../local/kafka/consumer-group';
import { connectionTo, createTopics, KEEP_ALL, kafkaModule } from '../../../local/kafka/kafka-client';
import type { LambdaFunction } from '../../../local/lambda/lambda-function';
import { Supervisor } from '../../../local/process/supervisor';
import { type LocalS3, startS3 } from '../../../local/s3/s3-server';
import { KAFKA_PERMISSIONS, NEEDED_PERMISSIONS } from '../../../src/contract/kafka-permissions';
import { World } from '../replayer/world';
import { printOutcomes } from '../support/on-node24';
import type { Outcomes, Taken } from './outcomes';

const BUCKET = 'replays';

let world: World;
let s3: LocalS3;
let replayer: LambdaFunction;

async function take(request: object): Promise<Taken> {
  const answer = (await replayer.invoke({ action: 'snapshot', ...request })) as Taken['answer'];
  const body = s3.objects.get(BUCKET, answer.snapshot)?.body ?? Buffer.alloc(0);
  return { answer, file: JSON.parse(gunzipSync(body).toString()) };
}

async function errorOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'nothing failed';
  } catch (error) {
    return String(error);
  }
}

async function deleteTopic(name: string): Promise<void> {
  const { Admin } = await kafkaModule();
  const admin = new Admin(await connectionTo(world.broker.access, 'deleting'));
  await admin.deleteTopics({ topics: [name] });
  await admin.close();
}

async function commit(group: string, offsets: readonly (readonly [string, number])[]): Promise<void> {
  const member = await joinConsumerGroup(world.broker.access, 'orders', group, 'earliest');
  await member.commit(new Map(offsets));
  await member.close();
}

/** The rights that a snapshot of one topic and one group needs, by the table. */
const NEEDED = NEEDED_PERMISSIONS.snapshot.needed.map(({ permission }) => {
  const { operation, resource } = KAFKA_PERMISSIONS[permission];
  const name = { topic: 'orders', group: 'billing', cluster: undefined }[resource];
  return { permission, right: { operation, resource, ...(name && { name }) } satisfies Right };
});

async function rights(): Promise<Pick<Outcomes, 'permitted' | 'patterns' | 'lacking'>> {
  await guard(world.broker);
  const named = { groups: ['billing'], topics: ['orders'] };
  // The right on the cluster is one that nothing lacks without.
  const needed = NEEDED.filter(({ right }) => right.resource !== 'cluster');
  await permit(
    world.broker,
    needed.map(({ right }) => right),
  );
  const permitted = await take(named);
  const patterns = await take({ groups: ['*'] });
  const lacking: Record<string, string> = {};
  for (const { permission } of needed) {
    await permit(
      world.broker,
      needed.filter((each) => each.permission !== permission).map(({ right }) => right),
    );
    lacking[permission] = await errorOf(take(named));
  }
  await permit(world.broker, []);
  lacking.everything = await errorOf(take(named));
  return { permitted, patterns, lacking };
}

async function run(): Promise<Outcomes> {
  const supervisor = new Supervisor().guardThisProcess();
  world = await World.start(supervisor);
  s3 = await startS3([BUCKET], 2);
  const mount = join(supervisor.temporaryFolder(), 'mount');
  mkdirSync(mount);
  const environment = {
    SIZE_CLASSES: JSON.stringify([{ name: 'all', prefix: 'all/' }]),
    WORKFLOW_BUCKET: BUCKET,
    AWS_ENDPOINT_URL_S3: s3.endpoint,
  };
  replayer = await world.replayer(mount, 'orders', environment);
  await createTopics(world.broker.access, ['orders', 'others'], 3, { 'retention.ms': '-1' });
  await commit('billing', [
    ['orders-0', 0],
    ['orders-2', 0],
  ]);
  await commit('shipping', [['orders-1', 0]]);
  const all = { groups: ['bil*', 'absent', 'abs*'], topics: ['o*', 'nothing', 'noth*'] };
  const first = await take(all);
  await deleteTopic('orders');
  await createTopics(world.broker.access, ['orders'], 2, KEEP_ALL);
  await commit('billing', [['orders-0', 0]]);
  const second = await take(all);
  await deleteTopic('others');
  const without = await take({ groups: ['billing'] });
  await createTopics(world.broker.access, ['others'], 1, KEEP_ALL);
  const third = await take({});
  const ofRights = await rights();
  await replayer.stop();
  const metrics = replayer.output
    .filter((line) => line.includes('SnapshotsTaken'))
    .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
  return { first, second, without, third, metrics, ...ofRights };
}

printOutcomes(run());
