import { Template } from 'aws-cdk-lib/assertions';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { App, CfnParameter, Fn, Stack, Stage } from 'aws-cdk-lib/core';
import { KafkaToS3FilesIngest } from '../../../src';
import { newCluster, newStack, newVpc } from '../support/stacks';

/** The topic of each mapping, by the mapping's logical id. */
function mappings(topicsOf: (stack: Stack) => string[], stack = newStack()): Record<string, string> {
  new KafkaToS3FilesIngest(stack, 'Ingest', {
    vpc: newVpc(stack),
    cluster: newCluster(stack),
    topics: topicsOf(stack),
  });
  const found = Template.fromStack(stack).findResources('AWS::Lambda::EventSourceMapping');
  return Object.fromEntries(
    Object.entries(found).map(([id, { Properties }]) => [id, JSON.stringify(Properties.Topics)]),
  );
}

const parameters =
  (...names: string[]) =>
  (stack: Stack) =>
    names.map((name) => ssm.StringParameter.valueForStringParameter(stack, name));

describe('the mapping of a topic that only the deployment knows', () => {
  const before = mappings(parameters('/topic/a', '/topic/b'));

  test.each([
    ['one is added in front', parameters('/topic/c', '/topic/a', '/topic/b')],
    ['the others are turned round', parameters('/topic/b', '/topic/a')],
  ])('reads the same topic when %s', (_, topics) => {
    expect(mappings(topics)).toMatchObject(before);
  });

  test('goes with its topic, and leaves the others', () => {
    const [, [id, topic]] = Object.entries(before);
    expect(mappings(parameters('/topic/b'))).toEqual({ [id]: topic });
  });

  test('is another than that of a topic with the name of the parameter', () => {
    const both = (stack: Stack) => ['orders', new CfnParameter(stack, 'orders').valueAsString];
    expect(Object.values(mappings(both))).toEqual(['["orders"]', '[{"Ref":"orders"}]']);
  });

  test.each<[string, (stack: Stack) => string[]]>([
    ['an import', () => [Fn.importValue('a'), Fn.importValue('b')]],
    [
      'a name around a parameter',
      (stack) => ['a', 'b'].map((id) => `${new CfnParameter(stack, id).valueAsString}.new`),
    ],
  ])('comes from what the token stands for: %s', (_, topics) => {
    const turned = mappings((stack) => topics(stack).reverse());
    expect(mappings(topics)).toEqual(turned);
    expect(Object.keys(turned)).toHaveLength(2);
  });

  test('tells the parameters of two other stacks from each other', () => {
    const app = new App();
    const names = ['One', 'Two'].map((id) => new CfnParameter(new Stack(app, id), 'Topic').valueAsString);
    expect(Object.keys(mappings(() => names, newStack(app)))).toHaveLength(2);
  });

  test('keeps its id when the stack moves to a stage', () => {
    const topics = (stack: Stack) => [`${new CfnParameter(stack, 'Topic').valueAsString}.new`];
    const staged = mappings(topics, newStack(new Stage(new App(), 'Production') as App));
    expect(staged).toEqual(mappings(topics));
  });
});

test('a topic that is given twice by a parameter is told by the name of the parameter', () => {
  expect(() =>
    mappings((stack) => {
      const parameter = new CfnParameter(stack, 'Topic');
      return [parameter.valueAsString, parameter.valueAsString];
    }),
  ).toThrow(/topic '\$\{Stack\/Topic\.Ref\}' is given twice/);
});

describe('the mapping of another consumer group', () => {
  const idWith = (consumerGroupId?: (stack: Stack) => string) => {
    const stack = newStack();
    new KafkaToS3FilesIngest(stack, 'Ingest', {
      vpc: newVpc(stack),
      cluster: newCluster(stack),
      topic: 'events',
      consumerGroupId: consumerGroupId?.(stack),
    });
    return Object.keys(Template.fromStack(stack).findResources('AWS::Lambda::EventSourceMapping'))[0];
  };
  const parameter = (name: string) => (stack: Stack) => ssm.StringParameter.valueForStringParameter(stack, name);

  test.each([
    ['given where Lambda made one', undefined, () => 'one'],
    ['of another name', () => 'one', () => 'two'],
    ['of a name that only the deployment knows', parameter('/group/one'), parameter('/group/two')],
  ])('is another mapping, since a mapping keeps its group: one %s', (_, former, next) => {
    expect(idWith(next)).not.toBe(idWith(former));
    expect(idWith(next)).toBe(idWith(next));
  });
});
