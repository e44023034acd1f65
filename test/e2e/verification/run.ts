// Replays and verifies on Node.js 24, which the Kafka client needs, and prints what came of it as the last line.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { Supervisor } from '../../../local/process/supervisor';
import { DAMAGES } from '../../handlers/replayer/verification/damages';
import { setMaxMessageBytes } from '../replay-workflow/consumed';
import type { FunctionPool } from '../replay-workflow/function-pool';
import { kills } from '../replay-workflow/scenarios/kills';
import { writeSource } from '../replay-workflow/source';
import { type Execution, endedAs, World } from '../replay-workflow/world';
import { printOutcomes } from '../support/on-node24';
import type { Outcomes, Proof, VerifiedRun } from './outcomes';
import { Target } from './target';

let world: World;
let target: Target;

const PUBLISHED = { dry_run: false };

async function clean(): Promise<Outcomes['clean']> {
  const mount = world.mount('clean');
  await writeSource(mount, { topic: 'orders', lengths: [700, 0, 300, 1], layout: 'segments' });
  await writeSource(mount, { topic: 'payments', lengths: [40, 60, 50], layout: 'perRecord' });
  await world.createTopics(['orders-copy', 'payments-copy'], 4);
  return verified('clean', { target_topic: 'orders-copy', topic_mapping: { payments: 'payments-copy' } });
}

/** A window of offsets, and one key of two. */
async function filtered(): Promise<Outcomes['filtered']> {
  await writeSource(world.mount('filtered'), { topic: 'orders', lengths: [500, 500], layout: 'segments' });
  await world.createTopics(['filtered-copy'], 2);
  const offsets = { '0': { from: 100, to: 300 }, '1': { from: 499 } };
  return verified('filtered', { target_topic: 'filtered-copy', offsets, original_offset_header: 'from' });
}

/** Keys choose the partitions, so that each source partition goes to several. */
async function spread(): Promise<Outcomes['spread']> {
  await writeSource(world.mount('spread'), { topic: 'orders', lengths: [400, 300, 200], layout: 'segments' });
  await world.createTopics(['spread-copy'], 5);
  return verified('spread', { target_topic: 'spread-copy', preserve_partition: false });
}

/** Two topics go to the same partitions. */
async function mixed(): Promise<Outcomes['mixed']> {
  await writeSource(world.mount('mixed'), { topic: 'orders', lengths: [400, 300], layout: 'segments' });
  await writeSource(world.mount('mixed'), { topic: 'payments', lengths: [60, 50], layout: 'perRecord' });
  await world.createTopics(['mixed-copy'], 2);
  return verified('mixed', { target_topic: 'mixed-copy' });
}

async function logAppendTime(): Promise<Outcomes['logAppendTime']> {
  await writeSource(world.mount('own-time'), { topic: 'orders', lengths: [100], layout: 'segments' });
  await target.create('own-time-copy', 1, { 'message.timestamp.type': 'LogAppendTime' });
  return verified('own-time', { target_topic: 'own-time-copy' });
}

async function killed(): Promise<Outcomes['killed']> {
  const settings = {
    kills: 6,
    restarts: [3],
    events: Array<number>(3).fill(4000),
    audit: [1000],
    recordsPerSecond: 3000,
    verify: true,
  };
  const outcome = await kills(world, settings);
  return { ...outcome, kills: outcome.killed, invocations: {}, proof: proofInBucket('kills-1') };
}

/** One record is changed in the target behind the run's back, before it is verified. */
async function damaged(): Promise<Outcomes['damaged']> {
  await writeSource(world.mount('damaged'), { topic: 'orders', lengths: [50], layout: 'segments' });
  await world.createTopics(['orders-replay'], 1);
  const done = DAMAGES.find(({ name }) => name === 'a header that was lost')?.done;
  let isDone = false;
  return verified('damaged', { target_topic: 'orders-replay', original_offset_header: 'from' }, async ({ action }) => {
    if (action === 'verify_partition' && !isDone) {
      isDone = true;
      await target.damage('orders-replay', done ?? ((records) => [...records]));
    }
  });
}

/**
 * Replays two topics. One of them is stopped by a record that is too large, and another run goes on; then the other
 * topic loses its beginning.
 */
async function resumed(): Promise<Outcomes['resumed']> {
  const [stopped, done] = ['resumed-orders', 'resumed-payments'];
  const mount = world.mount('resumed');
  const padding = (_: number, offset: number) => (offset === 12 ? 100_000 : 0);
  await writeSource(mount, { topic: 'orders', lengths: [30], layout: 'perRecord', padding });
  await writeSource(mount, { topic: 'payments', lengths: [20], layout: 'segments' });
  await target.create(stopped, 1);
  await target.create(done, 1);
  await setMaxMessageBytes(world.access, stopped, 50_000);
  const pool = world.replayer(mount);
  const input = { ...PUBLISHED, verify: true, target_topic: stopped, topic_mapping: { payments: done } };
  const first = await world.execute(pool, input, 'resumed-1');
  await setMaxMessageBytes(world.access, stopped, 1_048_588);
  const second = await world.execute(pool, { ...input, resume: 'resumed-1' }, 'resumed-2');
  const proof = proofInBucket('resumed-2');
  await target.damage(done, (records) => records.slice(5));
  const damagedProof = proofOf(await verifyAlone(pool, 'resumed-2'));
  await pool.stop();
  const outcome = { ...endedAs(second), invocations: counted(second), proof };
  return { first: endedAs(first), second: outcome, damaged: damagedProof };
}

/** Tries each kind of damage, and the action by itself. */
async function damages(): Promise<Pick<Outcomes, 'damages' | 'alone'>> {
  const mount = world.mount('damages');
  await writeSource(mount, { topic: 'orders', lengths: [50], layout: 'segments' });
  await target.create('orders-replay', 1);
  const pool = world.replayer(mount);
  const input = { ...PUBLISHED, target_topic: 'orders-replay', original_offset_header: 'from' };
  await world.execute(pool, input, 'damages-1');
  const original = await target.records('orders-replay');
  const found: Record<string, Proof> = {};
  for (const { name, done } of DAMAGES) {
    await target.fill('orders-replay', done(original));
    found[name] = proofOf(await verifyAlone(pool, 'damages-1'));
  }
  await target.fill('orders-replay', original);
  pool.takeInvocations();
  const proof = proofOf(await verifyAlone(pool, 'damages-1'));
  const invocations = pool.takeInvocations().length;
  await pool.stop();
  return { damages: found, alone: { proof, invocations } };
}

async function verifyAlone(pool: FunctionPool, run: string): Promise<Record<string, unknown>> {
  let answer = await invoked(pool, { action: 'verify', run });
  while (answer.done !== true) {
    answer = await invoked(pool, { action: 'verify', run, cursor: answer.cursor });
  }
  return answer;
}

async function invoked(pool: FunctionPool, payload: object): Promise<Record<string, unknown>> {
  return (await pool.invoke('', payload)) as Record<string, unknown>;
}

/** Runs the workflow with a verification. @param before told of each invocation before it begins */
async function verified(
  name: string,
  input: object,
  before: (payload: Record<string, unknown>) => Promise<void> = async () => undefined,
): Promise<VerifiedRun> {
  const pool = world.replayer(world.mount(name));
  const request = { ...PUBLISHED, verify: true, ...input };
  const invoke = pool.invoke;
  const execution = await world.execute(
    Object.assign(Object.create(pool), {
      invoke: async (fn: string, payload: unknown) => {
        await before(payload as Record<string, unknown>);
        return invoke(fn, payload);
      },
    }) as FunctionPool,
    request,
    `${name}-1`,
  );
  await pool.stop();
  return { ...endedAs(execution), invocations: counted(execution), proof: proofInBucket(`${name}-1`) };
}

function counted({ invocations }: Execution): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { payload } of invocations) {
    const action = String(payload.action ?? 'replay');
    counts[action] = (counts[action] ?? 0) + 1;
  }
  return counts;
}

function proofInBucket(run: string): VerifiedRun['proof'] {
  const text = objectOf(`runs/${run}/verification.json`).toString();
  const whole = JSON.parse(text);
  const left = execFileSync('sh', ['-c', `sed 's/,"sha256":"[0-9a-f]*"}$/}/' | sha256sum`], { input: text });
  return {
    ...proofOf(whole),
    targets: whole.targets,
    partitions: whole.partitions,
    notes: whole.notes,
    isWhole: left.toString().startsWith(whole.sha256),
    areObjectsWhole: whole.partitions.every(
      ({ object, sha256 }: { object: string; sha256: string }) => digestOf(objectOf(object)) === sha256,
    ),
  };
}

function objectOf(key: string): Buffer {
  return world.s3.objects.get(world.runsBucket, key)?.body ?? Buffer.from('{}');
}

function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

// biome-ignore lint/suspicious/noExplicitAny: an answer as it came
function proofOf({ verified: isVerified, expected, found, repeated, differences }: any): Proof {
  const kinds = Object.entries(differences?.kinds ?? {}).filter(([, count]) => Number(count) > 0);
  return {
    verified: isVerified,
    expected,
    found,
    repeated,
    kinds: Object.fromEntries(kinds) as Proof['kinds'],
    first: differences?.first?.[0] ?? null,
  };
}

async function run(): Promise<Outcomes> {
  world = await World.start(new Supervisor().guardThisProcess(), process.argv[2]);
  target = await Target.connect(world.access);
  return {
    clean: await clean(),
    filtered: await filtered(),
    spread: await spread(),
    mixed: await mixed(),
    logAppendTime: await logAppendTime(),
    damaged: await damaged(),
    resumed: await resumed(),
    ...(await damages()),
    killed: await killed(),
  };
}

printOutcomes(run());
