import { join } from 'node:path';
import { REPOSITORY } from '../../local/process/places';
import { Supervisor } from '../../local/process/supervisor';
import { outcomesOnNode24 } from './support/on-node24';

const supervisor = new Supervisor();
afterAll(() => supervisor.end());

test('a record has exactly the size that the Kafka client makes of it', async () => {
  const script = join(__dirname, 'record-size', 'script.ts');
  const batches = join(REPOSITORY, 'node_modules', '@platformatic', 'kafka', 'dist', 'protocol', 'records.js');
  const compared = (await outcomesOnNode24(supervisor, script, [batches])) as [number, number][];
  expect(compared).toHaveLength(256);
  expect(compared.filter(([calculated, encoded]) => calculated !== encoded)).toEqual([]);
});
