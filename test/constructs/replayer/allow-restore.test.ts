import type { RestoreOptions } from '../../../src';
import { MSK_ARN, Surroundings } from '../kafka/clusters';
import { type Statement, statements } from '../support/stacks';
import { Pipeline } from './replayers';

const arnOf = (kind: string, name: string) => `${MSK_ARN.replace(':cluster/', `:${kind}/`)}/${name}`;
const RESTORED = ['DescribeTopic', 'WriteData', 'DescribeTopicDynamicConfiguration', 'CreateTopic', 'ReadData'];

/** The rights on the cluster that a replayer has if it is allowed this restore, and has not otherwise. */
function added(options: RestoreOptions): [string[], unknown][] {
  const others = JSON.stringify(granted());
  return granted(options).filter((statement) => !others.includes(JSON.stringify(statement)));
}

function granted(options?: RestoreOptions): [string[], unknown][] {
  const given = new Pipeline();
  const replayer = given.replayer({ cluster: new Surroundings(given.stack).msk() });
  if (options !== undefined) {
    replayer.allowRestore(options);
  }
  return statements(given.stack)
    .map(({ Action, Resource }: Statement): [string[], unknown] => [[Action].flat() as string[], Resource])
    .filter(([actions]) => actions.some((action) => action.startsWith('kafka-cluster:')))
    .map(([actions, resource]) => [actions.map((action) => action.replace('kafka-cluster:', '')), resource]);
}

test('topics may be made, described, written and read back, by name, template or pattern', () => {
  expect(added({ topics: ['orders', 'restored.{topic}', 'again-*'] })).toEqual(
    ['orders', 'restored.*', 'again-*'].map((name) => [RESTORED, arnOf('topic', name)]),
  );
});

test('topics of a trial may be deleted as well', () => {
  expect(added({ scratchTopics: ['drill.{topic}'] })).toEqual([
    [[...RESTORED, 'DeleteTopic'], arnOf('topic', 'drill.*')],
  ]);
});

test('groups may be described and committed for, which needs no right to write', () => {
  expect(added({ groups: ['billing', 'orders-*'] })).toEqual([
    [['Connect'], expect.anything()],
    [['DescribeGroup', 'AlterGroup'], arnOf('group', 'billing')],
    [['DescribeGroup', 'AlterGroup'], arnOf('group', 'orders-*')],
  ]);
});

test('with any other authentication the brokers decide, and nothing is added', () => {
  const [allowed, other] = [new Pipeline(), new Pipeline()];
  allowed.replayer().allowRestore({ topics: ['orders'], groups: ['billing'] });
  other.replayer();
  expect(statements(allowed.stack)).toEqual(statements(other.stack));
});

test.each<[string, unknown, string]>([
  ['a topic that Kafka would refuse', { topics: ['a b'] }, "topic 'a b' cannot be restored: give 1 to 249 letters"],
  ['one of its own', { scratchTopics: ['__consumer_offsets'] }, "topic '__consumer_offsets' cannot be restored"],
  ['a group without a name', { groups: [''] }, "group '' cannot be restored"],
  ['one topic in place of a list', { topics: 'orders' }, 'topics is "orders": give a list of names'],
  ['a list of numbers', { groups: [1] }, 'groups has 1: give a list of names'],
  ['nothing', undefined, 'the properties are undefined: give an object'],
])('%s is refused', (_, options, message) => {
  expect(() => new Pipeline().replayer().allowRestore(options as RestoreOptions)).toThrow(message);
});
