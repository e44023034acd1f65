import { withoutRepeats, wrongRepeats } from '../../../e2e/replay-workflow/repeats';
import { kills as killChildren } from '../../../e2e/replay-workflow/scenarios/kills';
import type { Outcome, ProveContext } from '../../case';
import { outcome } from '../../support/outcomes';

// With random pauses of a quarter of a second on average, and what it takes to start the next child.
const SECONDS_PER_KILL = 0.6;

/** Kills children of the workflow, so often, while they replay two topics. */
export async function killWorkflow({ machinery, quick, say }: ProveContext, kills: number): Promise<Outcome> {
  const world = await machinery.workflow();
  const [events, audit] = [Array<number>(8).fill(quick ? 1175 : 11_750), Array<number>(4).fill(quick ? 150 : 1500)];
  const records = [...events, ...audit].reduce((sum, length) => sum + length, 0);
  say(`workflow: ${kills} kills over ${records} records`);
  const found = await killChildren(world, {
    kills,
    restarts: [],
    events,
    audit,
    recordsPerSecond: Math.ceil(records / (kills * SECONDS_PER_KILL)),
  });
  const partitions = Object.values(found.consumed).flatMap((topic) => Object.entries(topic));
  const size = (spans: readonly (readonly [number, number])[]) => spans.reduce((sum, [a, b]) => sum + b - a + 1, 0);
  const all = partitions.reduce((sum, [, spans]) => sum + size(spans), 0);
  const unique = partitions.reduce((sum, [, spans]) => sum + size(withoutRepeats(spans)), 0);
  return outcome({
    tries: found.killed,
    lost: records - unique,
    twice: all - unique,
    broken: [
      ...(found.status === 'SUCCEEDED' ? [] : [`workflow: ended as ${found.status}: ${found.cause}`]),
      ...partitions.flatMap(([partition, spans]) =>
        wrongRepeats(found, partition, spans).map(
          (offset) => `workflow: ${partition} began again at ${offset}, where no invocation had stopped`,
        ),
      ),
    ],
    notes: [
      `workflow: ${found.killed} kills, ${found.invocations} invocations for ${records} records, ${all - unique} came twice, all from an acknowledged batch on`,
    ],
  });
}
