import { join } from 'node:path';
import { Supervisor } from '../../local/process/supervisor';
import type { Outcomes } from './source-topics/outcomes';
import { outcomesOnNode24 } from './support/on-node24';

const supervisor = new Supervisor();
let outcomes: Outcomes;

beforeAll(async () => {
  outcomes = (await outcomesOnNode24(supervisor, join(__dirname, 'source-topics', 'run.ts'))) as Outcomes;
});
afterAll(() => supervisor.end());

describe.each([
  ['a topic with transactions, of which some are aborted', 'transactional'],
  ['a compacted topic', 'compacted'],
] as const)('%s', (_, name) => {
  test('has gaps between its offsets', () => {
    const { read, committed } = outcomes[name];
    for (const [partition, values] of committed.entries()) {
      const offsets = read.filter(([each]) => each === partition).map(([, offset]) => offset);
      expect(offsets).toHaveLength(values.length);
      expect(offsets.at(-1)).toBeGreaterThan(values.length);
    }
  });

  test('becomes files that hold exactly the records that are committed', () => {
    const { committed, read, files } = outcomes[name];
    expect(files).toEqual(read);
    expect(committed.map((_values, partition) => valuesOf(read, partition))).toEqual(committed);
  });

  test('changes no file when it is read once more from its start', () => {
    const { first, second, committed } = outcomes[name];
    expect(Object.keys(first)).toHaveLength(committed.flat().length);
    expect(second).toEqual(first);
  });

  test('is replayed from its files as it was committed', () => {
    expect(outcomes[name].replayed).toEqual(outcomes[name].committed);
  });
});

function valuesOf(records: Outcomes['compacted']['read'], wanted: number): string[] {
  return records.filter(([partition]) => partition === wanted).map(([, , value]) => value);
}
