import { Template } from 'aws-cdk-lib/assertions';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { NestedStack, Stack } from 'aws-cdk-lib/core';
import { S3FilesAccessPoint, S3FilesReplayer } from '../../../src';
import { newCluster } from '../support/stacks';
import { definitionOf, definitionTexts, Pipeline, variablesWith } from './replayers';

const SOURCE_STATES = ['Replay batches', 'Bucket unknown'];

let given: Pipeline;
beforeEach(() => {
  given = new Pipeline();
});

function unorderedStates(stack: Stack): string[] {
  const { States } = definitionOf(stack) as { States: object };
  return Object.keys(States).filter((name) => SOURCE_STATES.includes(name));
}

test('a replayer in another stack than the file system needs that one, and is not needed by it', () => {
  const other = new Stack(given.app, 'Other');
  given.replayer({ cluster: newCluster(other) }, other);
  given.app.synth();
  expect(other.dependencies).toEqual([given.stack]);
  expect(given.stack.dependencies).toEqual([]);
  expect(unorderedStates(other)).toEqual(['Replay batches']);
});

test('one in a nested stack has a definition of its own there', () => {
  const nested = new NestedStack(given.stack, 'Nested');
  given.replayer({}, nested);
  given.app.synth();
  expect(unorderedStates(nested)).toEqual(['Replay batches']);
  Template.fromStack(given.stack).resourceCountIs('AWS::StepFunctions::StateMachine', 0);
});

describe('beside an access point that another stack imports', () => {
  function importing(bucket?: s3.IBucket): { stack: Stack; replayer: S3FilesReplayer } {
    const stack = new Stack(given.app, 'Importing');
    const accessPoint = S3FilesAccessPoint.fromAccessPointAttributes(stack, 'Imported', {
      accessPointArn: given.accessPoint.accessPointArn,
      rootDirectory: '/events',
      bucket,
    });
    return { stack, replayer: given.replayer({ accessPoint, cluster: newCluster(stack) }, stack) };
  }

  test('with its bucket, files can be listed, and stacks do not need each other in a circle', () => {
    const { stack } = importing(given.fileSystem.sourceBucket);
    given.app.synth();
    expect(stack.dependencies).toEqual([given.stack]);
    expect(given.stack.dependencies).toEqual([]);
    expect(unorderedStates(stack)).toEqual(['Replay batches']);
  });

  test('without a bucket they cannot, and the workflow says so', () => {
    const { stack } = importing();
    given.app.synth();
    expect(unorderedStates(stack)).toEqual(['Bucket unknown']);
  });
});

test('two replayers in one stack have a workflow and a bucket each', () => {
  const { stack, accessPoint, vpc, cluster } = given;
  const replayers = ['One', 'Two'].map(
    (id) => new S3FilesReplayer(stack, id, { accessPoint, vpc, cluster, topic: 'events-replay' }),
  );
  const buckets = replayers.map(({ workflowBucket }) => stack.resolve(workflowBucket.bucketName));
  expect(variablesWith(stack, 'WORKFLOW_BUCKET').map(({ WORKFLOW_BUCKET }) => WORKFLOW_BUCKET)).toEqual(buckets);
  const functions = replayers.map((replayer) => stack.resolve(replayer.function.functionArn)['Fn::GetAtt'].join('.'));
  const texts = definitionTexts(stack);
  expect(texts).toHaveLength(2);
  texts.forEach((text, index) => {
    expect(new Set(text.match(/<\w+\.Arn>/g))).toEqual(new Set([`<${functions[index]}>`]));
    expect(text).toContain(`<${buckets[index].Ref}>`);
    expect(text).not.toContain(`<${buckets[1 - index].Ref}>`);
  });
});
