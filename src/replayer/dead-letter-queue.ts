import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Annotations, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { constructError } from '../construct-error';
import { areDifferent } from '../known-difference';

/**
 * Refuses a queue that Amazon EventBridge Scheduler does not send to. The scheduler reports no error, and invocations
 * that it could not start would be lost.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
 *
 * @param scope the replayer
 * @param id the id of the schedule
 * @param queue as the user gave it
 */
export function validateDeadLetterQueue(scope: Construct, id: string, queue: sqs.IQueue): void {
  const refused = `schedule '${id}': 'deadLetterQueue' '${queue.node.path}'`;
  if (queue.fifo) {
    throw constructError(
      scope,
      `${refused} is a FIFO queue, to which Amazon EventBridge Scheduler does not send: give a standard queue, or leave it out`,
    );
  }
  const stack = Stack.of(scope);
  for (const place of ['account', 'region'] as const) {
    if (areDifferent(queue.env[place], stack[place])) {
      throw constructError(
        scope,
        `${refused} is in ${place} '${queue.env[place]}' and the schedule in '${stack[place]}', but Amazon EventBridge Scheduler sends to queues of its own account and region only: give a queue of ${place} '${stack[place]}', or leave it out`,
      );
    }
  }
}

/**
 * Lets the role of a schedule use the key of its dead-letter queue; CDK lets it send to the queue only.
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 */
export function grantKeyOf(scope: Construct, queue: sqs.IQueue, role: iam.IRole): void {
  const key = queue.encryptionMasterKey;
  if (key && !key.grant(role, 'kms:GenerateDataKey', 'kms:Decrypt').success) {
    Annotations.of(scope).addWarningV2(
      'cdk-s3files:keyOfDeadLetterQueueNotGranted',
      `the key '${key.node.path}' of the dead-letter queue '${queue.node.path}' takes no grant, and without one what could not be started is lost: give a queue with the key by its ARN, or allow role '${role.node.path}' to use it for kms:GenerateDataKey and kms:Decrypt`,
    );
  }
}
