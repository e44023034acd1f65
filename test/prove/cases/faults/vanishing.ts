import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { SlowMount } from '../../../../local/slow-mount/slow-mount';
import { writeSource } from '../../../e2e/replay-workflow/source';
import type { Answer } from '../../../e2e/replayer/recovery/stream';
import { SeededRandom } from '../../../handlers/support/random';
import type { Outcome, ProveContext } from '../../case';
import { outcome, together } from '../../support/outcomes';
import { lengthsOf, published } from '../../support/published';
import { STORED } from '../../support/stored';
import { Delivery } from './delivery';
import { INGEST_LAYOUTS, type LayoutName } from './ingest';
import { replayOnce } from './replayer';

const TIMEOUT_MS = 10_000;
const RECORDS = 60;
const LENGTHS = [200, 200, 200];
const DELIVERIES_AFTER = 3;
const INVOCATIONS_AFTER = 4;

/** Takes the mount away in the middle of batches, and delivers what was reported over a mount of the same files. */
export async function vanishingUnderIngest(context: ProveContext): Promise<Outcome> {
  const layouts: readonly LayoutName[] = ['perRecord', 'segments'];
  const random = new SeededRandom(context.seed);
  const times = context.quick ? 1 : 10;
  const outcomes: Outcome[] = [];
  for (const layout of layouts) {
    for (let count = 0; count < times; count++) {
      context.say(`the mount goes away under the ingest, ${layout}: ${count + 1} of ${times}`);
      outcomes.push(await ingestOnce(context, layout, 5 + random.below(60)));
    }
  }
  const all = together(outcomes);
  return { ...all, notes: [`the mount went away under the ingest ${all.tries} times`] };
}

async function ingestOnce(
  { supervisor, machinery }: ProveContext,
  layout: LayoutName,
  afterMs: number,
): Promise<Outcome> {
  const backing = join(supervisor.temporaryFolder(), 'backing');
  mkdirSync(backing);
  const environment = { LAYOUT: JSON.stringify(INGEST_LAYOUTS[layout]) };
  const delivery = new Delivery(`vanishing-${afterMs}`, backing, RECORDS);
  const mount = await SlowMount.start({ backing }, supervisor);
  const ingest = await machinery.ingest(mount.path, environment, TIMEOUT_MS);
  // Lambda starts no function whose mount fails: a sandbox has seen its mount before that can go.
  // https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html
  await new Delivery(`before-${afterMs}`, backing, 1).deliver(ingest);
  await Promise.all([delivery.deliver(ingest), setTimeout(afterMs).then(() => mount.stop())]);
  await ingest.kill();
  // What is there now is on the disk of the function itself, where nobody finds it.
  const astray = existsSync(mount.path);
  if (astray) rmSync(mount.path, { recursive: true });
  const again = await SlowMount.start({ backing, scale: 0 }, supervisor);
  const next = await machinery.ingest(again.path, environment, TIMEOUT_MS);
  for (let count = 0; count < DELIVERIES_AFTER; count++) await delivery.deliver(next);
  await next.stop();
  await again.stop();
  return together([delivery.outcome(), outcome({ escaped: astray ? 1 : 0 })]);
}

/** Takes the mount away in the middle of replays, and goes on over a mount of the same files. */
export async function vanishingUnderReplayer(context: ProveContext): Promise<Outcome> {
  const layouts: readonly LayoutName[] = ['perRecord', 'segments'];
  const random = new SeededRandom(context.seed);
  const times = context.quick ? 1 : 8;
  const outcomes: Outcome[] = [];
  for (const layout of layouts) {
    for (let count = 0; count < times; count++) {
      context.say(`the mount goes away under the replayer, ${layout}: ${count + 1} of ${times}`);
      outcomes.push(await replayAndVanish(context, layout, `vanishing-${layout}-${count}`, random.below(400)));
    }
  }
  const all = together(outcomes);
  return { ...all, notes: [`the mount went away under the replayer ${all.tries} times`] };
}

async function replayAndVanish(
  context: ProveContext,
  layout: LayoutName,
  topic: string,
  afterMs: number,
): Promise<Outcome> {
  const { supervisor, machinery } = context;
  const world = await machinery.world();
  await world.topics.create([topic], LENGTHS.length);
  const backing = supervisor.temporaryFolder();
  await writeSource(backing, { topic: 'orders', lengths: LENGTHS, layout });
  const tried = { broken: [] as string[], mayComeAgain: 0, died: false };
  const mount = await SlowMount.start({ backing }, supervisor);
  const replayer = await world.replayer(mount.path, topic, STORED, TIMEOUT_MS);
  const [first] = await Promise.all([
    replayOnce(replayer, topic, undefined, tried),
    setTimeout(afterMs).then(() => mount.stop()),
  ]);
  await replayer.kill();
  const again = await SlowMount.start({ backing, scale: 0 }, supervisor);
  const next = await world.replayer(again.path, topic, STORED, TIMEOUT_MS);
  let answer: Answer | undefined = first;
  for (let count = 0; count < INVOCATIONS_AFTER && !answer?.done; count++) {
    answer = (await replayOnce(next, topic, answer, tried)) ?? answer;
  }
  await next.stop();
  await again.stop();
  const { lost, twice } = await published(await machinery.access(), topic, lengthsOf('orders', LENGTHS));
  if (twice > tried.mayComeAgain) tried.broken.push(`replayer, ${topic}: ${twice} records came twice, with no reason`);
  return outcome({ tries: 1, lost, twice, broken: tried.broken });
}
