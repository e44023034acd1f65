import { setTimeout } from 'node:timers/promises';
import type { Span } from '../../../e2e/replay-workflow/consumed';
import { writeSource } from '../../../e2e/replay-workflow/source';
import type { Answer } from '../../../e2e/replayer/recovery/stream';
import { SeededRandom } from '../../../handlers/support/random';
import type { Outcome, ProveContext } from '../../case';
import { outcome, together } from '../../support/outcomes';
import { lengthsOf, published } from '../../support/published';
import { STORED } from '../../support/stored';

const LENGTHS = [4000, 4000, 4000];
const QUICK_LENGTHS = [600, 600, 600];
// As fast as it goes, a replay would be over before much could hit it.
const RECORDS_PER_SECOND = 2000;
const LONGEST_LIFE_MS = 500;
const LAYOUTS = ['perRecord', 'segments'] as const;

type Cursor = Answer['cursor'];

/** Kills the replayer, so often in each layout; a replay that comes to its end is followed by another. */
export async function killReplayer(context: ProveContext, kills: number): Promise<Outcome> {
  return together(await Promise.all(LAYOUTS.map((layout) => killInLayout(context, kills, layout))));
}

async function killInLayout(context: ProveContext, kills: number, layout: (typeof LAYOUTS)[number]): Promise<Outcome> {
  const random = new SeededRandom(context.seed);
  const lengths = context.quick ? QUICK_LENGTHS : LENGTHS;
  const mount = context.supervisor.temporaryFolder();
  await writeSource(mount, { topic: 'orders', lengths, layout });
  const outcomes: Outcome[] = [];
  for (let done = 0; done < kills; ) {
    const topic = `killed-${layout}-${outcomes.length}`;
    const round = await replayUnderFire(context, { mount, topic, lengths, mostKills: kills - done, random });
    outcomes.push(round);
    done += round.tries;
    context.say(`replayer, ${layout}: ${done} of ${kills} kills`);
  }
  const { tries, twice } = together(outcomes);
  const note = `replayer, ${layout}: ${tries} kills in ${outcomes.length} replays, ${twice} records came twice, all from the last cursor on`;
  return { ...together(outcomes), notes: [note] };
}

interface Round {
  readonly mount: string;
  readonly topic: string;
  readonly lengths: readonly number[];
  readonly mostKills: number;
  readonly random: SeededRandom;
}

/** One replay from its beginning to its end, over as many kills as it takes, or are left. */
async function replayUnderFire(context: ProveContext, round: Round): Promise<Outcome> {
  const { topic, lengths, mostKills, random } = round;
  const world = await context.machinery.world();
  await world.topics.create([topic], lengths.length);
  const resumedAt: NonNullable<Cursor>[] = [];
  const broken: string[] = [];
  let [cursor, kills, done]: [Cursor, number, boolean] = [null, 0, false];
  while (!done) {
    const isLast = kills === mostKills;
    const replayer = await world.replayer(round.mount, topic, STORED);
    const killing = isLast ? undefined : setTimeout(random.below(LONGEST_LIFE_MS)).then(() => replayer.kill());
    try {
      while (!done) {
        const answer = (await replayer.invoke(payloadOf(cursor, isLast ? undefined : 0.2))) as Answer;
        if (answer.errors > 0) broken.push(`replayer: ${answer.errors} errors although nothing but kills was wrong`);
        ({ done, cursor } = answer);
      }
    } catch (error) {
      if (isLast || !/ended (with SIGKILL|before it was invoked)/.test(String(error))) throw error;
      kills += 1;
      if (cursor !== null) resumedAt.push(cursor);
    }
    await (killing ?? replayer.stop());
  }
  const { spans, lost, twice, unordered } = await published(
    await context.machinery.access(),
    topic,
    lengthsOf('orders', lengths),
  );
  if (unordered > 0) broken.push(`replayer: ${unordered} records stand in front of others that they should follow`);
  for (const [partition, there] of Object.entries(spans)) {
    broken.push(...wrongBreaks(partition, there, resumedAt, kills));
  }
  return outcome({ tries: kills, lost, twice, broken });
}

/** Records come again only from the cursor of the last answer on: where a partition goes back, that was where it resumed. */
function wrongBreaks(
  partition: string,
  spans: readonly Span[],
  resumedAt: readonly NonNullable<Cursor>[],
  kills: number,
): string[] {
  const starts = new Set([0, ...resumedAt.map(({ next }) => next[partition] ?? 0)]);
  const wrong = spans.slice(1).filter(([first]) => !starts.has(first));
  return [
    ...wrong.map(([first]) => `replayer: ${partition} began again at ${first}, which no cursor said`),
    ...(spans.length - 1 > kills
      ? [`replayer: ${partition} began again ${spans.length - 1} times over ${kills} kills`]
      : []),
  ];
}

function payloadOf(cursor: Cursor, deadlineSeconds: number | undefined): object {
  return {
    dry_run: false,
    rate_limit_per_second: RECORDS_PER_SECOND,
    ...(deadlineSeconds !== undefined && { deadline_seconds: deadlineSeconds }),
    ...(cursor !== null && { cursor }),
  };
}
