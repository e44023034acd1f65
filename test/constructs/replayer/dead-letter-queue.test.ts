import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { App, CfnParameter, type Stack } from 'aws-cdk-lib/core';
import { S3FilesFileSystem, S3FilesReplayer } from '../../../src';
import { newCluster, newStack, newVpc, statements, warnings } from '../support/stacks';
import { NIGHTLY } from './schedules';

const ENV = { account: '111111111111', region: 'eu-west-1' };

let stack: Stack;
beforeEach(() => {
  stack = newStack(new App(), 'Stack', { env: ENV });
});

function scheduleWith(deadLetterQueue: sqs.IQueue): void {
  const vpc = newVpc(stack);
  const accessPoint = new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc } }).addAccessPoint('Events', {
    path: '/events',
  });
  const replayer = new S3FilesReplayer(stack, 'Replayer', { accessPoint, vpc, cluster: newCluster(stack), topic: 'a' });
  replayer.schedule('Nightly', { schedule: NIGHTLY, deadLetterQueue });
}

const ofKeys = () => statements(stack).filter(({ Action }) => JSON.stringify(Action).includes('kms:GenerateDataKey'));
const TWO = ['kms:Decrypt', 'kms:GenerateDataKey'];

test('the role of the schedule may use the key of a queue that is encrypted by one, and of that key alone', () => {
  const encryptionMasterKey = new kms.Key(stack, 'Key');
  scheduleWith(new sqs.Queue(stack, 'Mine', { encryptionMasterKey }));
  const [statement, ...others] = ofKeys();
  expect(others).toEqual([]);
  expect([statement?.Action].flat().sort()).toEqual(TWO);
  expect(statement).toMatchObject({ Effect: 'Allow', Resource: stack.resolve(encryptionMasterKey.keyArn) });
});

test('the key of an imported queue is granted too, and a key that takes no grant is a warning', () => {
  const keyArn = 'arn:aws:kms:eu-west-1:111111111111:key/abc';
  const queueArn = 'arn:aws:sqs:eu-west-1:111111111111:mine';
  scheduleWith(sqs.Queue.fromQueueAttributes(stack, 'Mine', { queueArn, keyArn }));
  expect(ofKeys()).toMatchObject([{ Resource: keyArn }]);
  expect(warnings(stack)).toEqual([]);

  stack = newStack(new App(), 'Stack', { env: ENV });
  const encryptionMasterKey = kms.Alias.fromAliasName(stack, 'Key', 'alias/mine');
  scheduleWith(new sqs.Queue(stack, 'Mine', { encryptionMasterKey }));
  expect(warnings(stack)).toEqual([
    expect.stringContaining("the key 'Stack/Key' of the dead-letter queue 'Stack/Mine' takes no grant"),
  ]);
});

test('a queue without a key of a customer gives no right to any key', () => {
  scheduleWith(new sqs.Queue(stack, 'Mine', { encryption: sqs.QueueEncryption.SQS_MANAGED }));
  expect(ofKeys()).toEqual([]);
});

test.each<[string, (scope: Stack) => sqs.IQueue, string]>([
  [
    'a FIFO queue',
    (scope) => new sqs.Queue(scope, 'Mine', { fifo: true }),
    "schedule 'Nightly': 'deadLetterQueue' 'Stack/Mine' is a FIFO queue, to which Amazon EventBridge Scheduler does not send: give a standard queue, or leave it out (at Stack/Replayer)",
  ],
  [
    'an imported FIFO queue',
    (scope) => sqs.Queue.fromQueueArn(scope, 'Mine', 'arn:aws:sqs:eu-west-1:111111111111:mine.fifo'),
    'is a FIFO queue',
  ],
  [
    'a queue of another Region',
    (scope) => sqs.Queue.fromQueueArn(scope, 'Mine', 'arn:aws:sqs:us-east-1:111111111111:mine'),
    "is in region 'us-east-1' and the schedule in 'eu-west-1'",
  ],
  [
    'a queue of another account',
    (scope) => sqs.Queue.fromQueueArn(scope, 'Mine', 'arn:aws:sqs:eu-west-1:222222222222:mine'),
    "is in account '222222222222' and the schedule in '111111111111'",
  ],
])('%s is refused', (_, queue, message) => {
  expect(() => scheduleWith(queue(stack))).toThrow(message);
  Template.fromStack(stack).resourceCountIs('AWS::Scheduler::Schedule', 0);
});

test('a queue whose ARN only the deployment knows is taken', () => {
  const queueArn = new CfnParameter(stack, 'QueueArn').valueAsString;
  scheduleWith(sqs.Queue.fromQueueArn(stack, 'Mine', queueArn));
  Template.fromStack(stack).hasResourceProperties('AWS::Scheduler::Schedule', {
    Target: { DeadLetterConfig: { Arn: { Ref: 'QueueArn' } } },
  });
});
