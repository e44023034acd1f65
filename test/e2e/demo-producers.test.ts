import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../../local/process/places';
import { Supervisor } from '../../local/process/supervisor';
import { LARGE, type Outcomes, type Published, SMALL, TOPIC } from './demo-producers/outcomes';
import { outcomesOnNode24 } from './support/on-node24';

const supervisor = new Supervisor();
let outcomes: Outcomes;

/** The producers of the examples, as they are, over one broker. */
beforeAll(async () => {
  outcomes = (await outcomesOnNode24(supervisor, join(__dirname, 'demo-producers', 'run.ts'))) as Outcomes;
});
afterAll(() => supervisor.end());

const byKey = (events: readonly Published[]) => [...events].sort((a, b) => `${a.key}`.localeCompare(`${b.key}`));

test('events of both sizes come, each with its key and its class', () => {
  const keysOf = (name: string, count: number) => Array.from({ length: count }, (_, index) => `${name}-${index}`);
  const { typescript } = outcomes;
  expect(typescript.map(({ key }) => key).sort()).toEqual(
    [...keysOf('small', SMALL), ...keysOf('large', LARGE)].sort(),
  );
  for (const { key, bytes, headers, fields } of typescript) {
    const name = `${key}`.replace(/-\d+$/, '');
    expect({ bytes, headers, fields }).toEqual({
      bytes: name === 'small' ? 4096 : 920_000,
      headers: [`class: ${name}`],
      fields: { id: key, class: name },
    });
  }
});

test('the producer in Python publishes the events of the one in TypeScript, each to the same partition', () => {
  expect(byKey(outcomes.python)).toEqual(byKey(outcomes.typescript));
});

test('the stacks of both languages read the topic that the producers write', () => {
  for (const file of [
    'python/confluent-demo/confluent_demo/confluent_demo_stack.py',
    'typescript/confluent-demo/lib/confluent-demo-stack.ts',
  ]) {
    expect(readFileSync(join(REPOSITORY, 'examples', file), 'utf8')).toContain(TOPIC);
  }
});
