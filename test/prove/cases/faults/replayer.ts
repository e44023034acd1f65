import { FunctionFailure, type LambdaFunction } from '../../../../local/lambda/lambda-function';
import { SlowMount } from '../../../../local/slow-mount/slow-mount';
import type { SlowOperation } from '../../../../local/slow-mount/slow-mount-options';
import { writeSource } from '../../../e2e/replay-workflow/source';
import type { Answer } from '../../../e2e/replayer/recovery/stream';
import type { Outcome, ProveContext } from '../../case';
import { outcome, together } from '../../support/outcomes';
import { lengthsOf, published } from '../../support/published';
import { STORED } from '../../support/stored';
import { type Combination, combinations } from './combinations';
import type { LayoutName } from './ingest';

const OPERATIONS: readonly SlowOperation[] = ['lookup', 'getattr', 'open', 'read', 'close', 'readdir'];
const HANGING: readonly SlowOperation[] = ['lookup', 'open', 'read', 'readdir'];
const LENGTHS = [60, 60, 60];
const TIMEOUT_MS = 8000;
const INVOCATIONS_UNDER_FAULT = 2;
const INVOCATIONS_AFTER = 4;

/** Replays from a mount with each fault, and goes on when it is over. */
export async function faultyReplayer(context: ProveContext, layout: LayoutName): Promise<Outcome> {
  const { supervisor, machinery, say } = context;
  const world = await machinery.world();
  const mount = await SlowMount.start({ scale: 0, attributeCache: 0 }, supervisor);
  await writeSource(mount.backing, { topic: 'orders', lengths: LENGTHS, layout });
  const start = () => world.replayer(mount.path, 'unused', STORED, TIMEOUT_MS);
  const outcomes: Outcome[] = [];
  let replayer = await start();
  for (const combination of combinations(OPERATIONS, HANGING, context)) {
    say(`replayer, ${layout}: ${combination.name}`);
    const topic = `faults-${layout}-${combination.name}`;
    await world.topics.create([topic], LENGTHS.length);
    await mount.makeCold();
    const tried = await tryCombination(replayer, mount, combination, topic);
    const { lost, twice, unordered } = await published(await machinery.access(), topic, lengthsOf('orders', LENGTHS));
    if (twice > tried.mayComeAgain)
      tried.broken.push(`replayer, ${topic}: ${twice} records came twice, with no reason`);
    if (unordered > 0) tried.broken.push(`replayer, ${topic}: ${unordered} records are out of order`);
    outcomes.push(outcome({ tries: 1, lost, twice, broken: tried.broken }));
    if (tried.died) replayer = await start();
  }
  await replayer.stop();
  const { faults: struck } = await mount.counters();
  await mount.stop();
  const all = together(outcomes);
  return { ...all, notes: [`replayer, ${layout}: ${all.tries} faults, which struck ${struck} operations`] };
}

interface Tried {
  readonly broken: string[];
  /** The number of records that may come twice, since an invocation ended without telling how far it was. */
  mayComeAgain: number;
  died: boolean;
}

async function tryCombination(
  replayer: LambdaFunction,
  mount: SlowMount,
  { fault }: Combination,
  topic: string,
): Promise<Tried> {
  const tried: Tried = { broken: [], mayComeAgain: 0, died: false };
  await mount.inject(fault);
  let answer: Answer | undefined;
  const invocations = fault.error === 'HANG' ? 1 : INVOCATIONS_UNDER_FAULT;
  for (let count = 0; count < invocations + INVOCATIONS_AFTER && !answer?.done && !tried.died; count++) {
    if (count === invocations) await mount.clearFaults();
    answer = (await replayOnce(replayer, topic, answer, tried)) ?? answer;
  }
  await mount.clearFaults();
  if (!answer?.done && !tried.died)
    tried.broken.push(`replayer, ${topic}: the replay does not end although the fault is over`);
  return tried;
}

export async function replayOnce(
  replayer: LambdaFunction,
  topic: string,
  last: Answer | undefined,
  tried: Tried,
): Promise<Answer | undefined> {
  const cursor = last?.cursor;
  try {
    return (await replayer.invoke({ dry_run: false, target_topic: topic, ...(cursor && { cursor }) })) as Answer;
  } catch (error) {
    const report = error instanceof FunctionFailure ? error.report : undefined;
    tried.mayComeAgain = Number.POSITIVE_INFINITY;
    if (report === undefined) {
      tried.died = true;
      tried.broken.push(`replayer, ${topic}: ${String(error).split('\n')[0]}`);
    } else if (/^(Type|Reference|Range|Syntax)Error$/.test(report.errorType)) {
      tried.broken.push(`replayer, ${topic}: it threw ${report.errorType}: ${report.errorMessage}`);
    }
    return undefined;
  }
}
