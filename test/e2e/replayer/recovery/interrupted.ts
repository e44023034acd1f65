import type { LambdaFunction } from '../../../../local/lambda/lambda-function';
import type { World } from '../world';
import { breaks, secondCopies, sourceOffsets } from './offsets';
import { type Answer, PARTITIONS, REPLAYER, SOURCE } from './stream';

/** The number of records in each partition. */
export const LENGTH = 1000;
/** Slow enough that there is time to disturb a replay. */
export const RATE = 600;
const MOST_INVOCATIONS = 30;

/** Invokes until all is done, as a workflow would: with the cursor of the last answer, also after one that threw. */
export async function replayAll(replayer: LambdaFunction, cursor: Answer['cursor']) {
  const failures: string[] = [];
  for (let invocations = 1; invocations <= MOST_INVOCATIONS; invocations++) {
    const payload = { dry_run: false, rate_limit_per_second: RATE, cursor };
    const answer = await replayer.invoke(payload).then(
      (answered) => answered as Answer,
      (error: Error) => error.message.split('\n')[0],
    );
    if (typeof answer === 'string') {
      failures.push(answer);
      continue;
    }
    expectExactCursor(answer);
    failures.push(...(answer.error_messages ?? []));
    if (answer.done) return { invocations, failures };
    cursor = answer.cursor;
  }
  throw new Error(`not done after ${MOST_INVOCATIONS} invocations: ${failures.join('\n')}`);
}

/** A replay that is under way, with a second and more of it still to come. */
export async function begin(world: World, mount: string, topic: string, timeoutMs?: number) {
  const replayer = await world.replayer(mount, topic, REPLAYER, timeoutMs);
  const payload = { dry_run: false, rate_limit_per_second: RATE, deadline_seconds: 1 };
  const answer = (await replayer.invoke(payload)) as Answer;
  expect(answer).toMatchObject({ done: false, errors: 0 });
  expectExactCursor(answer);
  return { replayer, cursor: answer.cursor };
}

/** Offsets begin at 0 and have no gaps: as many as were acknowledged, also in the invocations before, stand before it. */
export function expectExactCursor({ cursor, progress }: Answer): void {
  if (cursor === null) return;
  const passed = Object.values(cursor.next).reduce((sum, next) => sum + next, 0);
  expect(passed).toBe(progress.totals.published);
}

/**
 * @param cursor with which the replay went on: nothing before it may have gone out again
 * @returns how many records came twice
 */
export async function expectAll(world: World, topic: string, cursor: Answer['cursor']): Promise<number> {
  const found = sourceOffsets(await world.topics.read(topic), PARTITIONS);
  const again = found.map(secondCopies);
  for (const [partition, offsets] of found.entries()) {
    expect(new Set(offsets)).toEqual(new Set(Array.from({ length: LENGTH }, (_, offset) => offset)));
    for (const { before, after } of breaks(offsets)) expect(after).toBeLessThanOrEqual(before);
    expect(Math.min(...again[partition])).toBeGreaterThanOrEqual(cursor?.next[`${SOURCE}+${partition}`] ?? 0);
  }
  // Each partition has one batch in flight, and a batch takes what a second of the rate allows, at the most.
  expect(again.flat().length).toBeLessThanOrEqual(RATE);
  return again.flat().length;
}
