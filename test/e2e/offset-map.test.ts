import { join } from 'node:path';
import { Supervisor } from '../../local/process/supervisor';
import type { Outcome } from './offset-map/outcomes';
import { replayerAssembly } from './replay-workflow/assembly';
import { outcomesOnNode24 } from './support/on-node24';

const supervisor = new Supervisor();
let outcomes: readonly Outcome[];

/** Three executions with kills on the way by one process on Node.js 24, over one broker and the bundle as Lambda runs it. */
beforeAll(async () => {
  const script = join(__dirname, 'offset-map', 'run.ts');
  outcomes = (await outcomesOnNode24(supervisor, script, [replayerAssembly(supervisor)])) as Outcome[];
});
afterAll(() => supervisor.end());

describe.each(['preserved', 'merged', 'spread'])('where partitions are %s and processes die on the way', (name) => {
  let outcome: Outcome;
  beforeAll(() => {
    outcome = outcomes.find((each) => each.name === name) as Outcome;
  });

  test('every source offset maps to its first copy at the target, and each further copy is listed', () => {
    const { status, cause, killed, found, mapped } = outcome;
    expect([status, cause, killed]).toEqual(['SUCCEEDED', undefined, 5]);
    const { first, repeated, total } = found;
    process.stdout.write(
      `${name}: ${killed} kills, ${Object.keys(repeated).length} of ${total} records are further copies\n`,
    );
    expect(mapped).toEqual({ first, repeated });
  });

  test('a group goes on with the first record that it had not consumed, in each partition of the target', () => {
    const { found, committed, wentOnAt, warnings } = outcome;
    expect(warnings).toEqual([]);
    const open = Object.keys(found.first).filter((source) => {
      const [partition, offset] = source.split('+').map(Number) as [number, number];
      return offset >= (committed[partition] ?? 0);
    });
    expect(open.filter((source) => !wentOnAt.includes(source))).toEqual([]);
    const [begin, end] = [new Map<string, number>(), new Map<string, number>()];
    for (const [partition, offset] of open.map((source) => placeIn(found.first[source]))) {
      begin.set(partition, Math.min(offset, begin.get(partition) ?? offset));
    }
    for (const [partition, offset] of [...Object.values(found.first), ...Object.keys(found.repeated)].map(placeIn)) {
      end.set(partition, Math.max(offset + 1, end.get(partition) ?? 0));
    }
    const expected = [...begin].reduce((sum, [partition, from]) => sum + (end.get(partition) ?? 0) - from, 0);
    expect(wentOnAt).toHaveLength(expected);
  });

  test('nothing is committed once the target was deleted and made again', () => {
    expect(outcome.refusal).toMatch(
      new RegExp(
        `the topic 'copy-${name}' is not the one that the run 'map-${name}' wrote to, as its id was [0-9a-f-]{36} and is`,
      ),
    );
  });
});

function placeIn(place = ''): [string, number] {
  const [partition = '', offset] = place.split('+');
  return [partition, Number(offset)];
}
