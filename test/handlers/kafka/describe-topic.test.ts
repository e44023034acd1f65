import { describeTopic } from '../../../lambda-runtime/kafka/describe-topic';

const brokers = new Map([
  [1, 'a'],
  [2, 'b'],
]);
const cluster = {
  metadata: async () => ({ brokers }),
  connectToBrokers: async ([id = 0]: number[]) => new Map([[id, id]]),
};
const weekOf = { results: [{ configs: [{ name: 'retention.ms', value: '604800000' }] }] };

test('the settings of a topic are asked of the next broker where one does not answer', async () => {
  const asked: unknown[] = [];
  const api = {
    async: async (connection: number, resources: unknown[]) => {
      asked.push(connection, ...resources);
      if (connection === 1) {
        throw new Error('the connection was closed');
      }
      return weekOf;
    },
  };
  expect(await describeTopic('orders', cluster, api)).toMatchObject({ retentionMs: 604_800_000 });
  const resource = expect.objectContaining({ resourceType: 2, resourceName: 'orders' });
  expect(asked).toEqual([1, resource, 2, resource]);
});

test('the last failure is told where none answers', async () => {
  const api = {
    async: async (connection: number): Promise<typeof weekOf> => {
      throw new Error(`no answer of ${connection}`);
    },
  };
  await expect(describeTopic('orders', cluster, api)).rejects.toThrow('no answer of 2');
});
