import { App, CfnResource, NestedStack, Stack } from 'aws-cdk-lib/core';
import { Deployment } from './deployment';
import { Order } from './order';

let app: App;
let stack: Stack;
beforeEach(() => {
  app = new App();
  stack = new Stack(app, 'Stack');
});

const newResource = (scope: Stack, id: string, properties = {}) =>
  new CfnResource(scope, id, { type: 'Test::A::Resource', properties });
const orderOf = () => new Order(new Deployment(app));

test('a resource waits for what it depends on, and for what it refers to', () => {
  const first = newResource(stack, 'First');
  const second = newResource(stack, 'Second');
  second.addResourceDependency(first);
  newResource(stack, 'Third', { Name: second.ref });
  expect(orderOf().waits('Stack.Third', 'Stack.First')).toBe(true);
  expect(orderOf().waits('Stack.First', 'Stack.Third')).toBe(false);
});

test('a resource waits for all of a stack that its own stack depends on', () => {
  const first = newResource(stack, 'First');
  newResource(new Stack(app, 'Other'), 'Second', { Name: first.ref });
  expect(orderOf().waits('Other.Second', 'Stack.First')).toBe(true);
});

test('what refers to a value of a nested stack waits for its resources', () => {
  const inner = newResource(new NestedStack(stack, 'Nested'), 'Inner');
  newResource(stack, 'Outer', { Name: inner.ref });
  expect(orderOf().waits('Stack.Outer', 'Stack/Nested.Inner')).toBe(true);
});

test('what is in a nested stack waits for what its parameters refer to', () => {
  const outer = newResource(stack, 'Outer');
  newResource(new NestedStack(stack, 'Nested'), 'Inner', { Name: outer.ref });
  expect(orderOf().waits('Stack/Nested.Inner', 'Stack.Outer')).toBe(true);
});
