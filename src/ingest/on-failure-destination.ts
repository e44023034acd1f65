import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Annotations, type IResource, Stack, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { constructError } from '../construct-error';
import type { KafkaCluster } from '../kafka/cluster';
import { areDifferent } from '../known-difference';
import { PollerMode } from './kafka-event-source-options';

const KAFKA = 'kafka://'; // https://docs.aws.amazon.com/lambda/latest/dg/kafka-on-failure-destination.html

/** A queue or a topic of Amazon SNS. */
interface Messages extends IResource {
  readonly fifo: boolean;
}

/**
 * Refuses queues and topics that Lambda cannot write: those of another Region, and those in order, whose messages need a
 * group that Lambda does not name. One of another account must let the function in by a policy that only that account has.
 * https://docs.aws.amazon.com/lambda/latest/dg/kafka-on-failure.html
 */
function validateQueueOrTopic(scope: IConstruct, destination: lambda.IEventSourceDlq): void {
  const found = Object.values(destination).find(isMessages);
  if (found === undefined) {
    return;
  }
  const { account, region } = Stack.of(scope);
  const given = `'${found.node.path}', which was given to 'onFailure',`;
  if (found.fifo) {
    throw constructError(
      scope,
      `${given} is a FIFO queue or topic, whose messages need a group, and AWS Lambda names none: give a standard one`,
    );
  }
  if (areDifferent(found.env.region, region)) {
    throw constructError(
      scope,
      `${given} is in region '${found.env.region}' and the function would be in '${region}', but both must be in one region: give one there`,
    );
  }
  if (areDifferent(found.env.account, account)) {
    Annotations.of(scope).addWarningV2(
      'cdk-s3files:onFailureOfAnotherAccount',
      `${given} is in account '${found.env.account}' and the function would be in '${account}': let its policy there, and that of its key if it has one, allow the function's role, or what failed is lost`,
    );
  }
}

/** The destinations of aws-cdk-lib keep what they write to among their properties. */
function isMessages(value: unknown): value is Messages {
  return typeof value === 'object' && value !== null && 'fifo' in value && ('queueArn' in value || 'topicArn' in value);
}

/** A destination that, if it is a Kafka topic, grants writing it, and refuses the topic that is read. */
export class OnFailureDestination implements lambda.IEventSourceDlq {
  constructor(
    private readonly scope: IConstruct,
    private readonly destination: lambda.IEventSourceDlq,
    private readonly cluster: KafkaCluster,
    private readonly topic: string,
    private readonly pollerMode: PollerMode = PollerMode.PROVISIONED,
  ) {}

  public bind(mapping: lambda.IEventSourceMapping, target: lambda.IFunction): lambda.DlqDestinationConfig {
    validateQueueOrTopic(this.scope, this.destination);
    const config = this.destination.bind(mapping, target);
    if (config.destination.startsWith(KAFKA)) {
      this.refusePollersOnDemand();
      const topic = config.destination.slice(KAFKA.length);
      this.refuseTheSource(topic);
      this.cluster.grantProduce(target, topic);
    }
    return config;
  }

  /** https://docs.aws.amazon.com/lambda/latest/dg/kafka-on-failure-destination.html#kafka-ofd-requirements */
  private refusePollersOnDemand(): void {
    if (this.pollerMode === PollerMode.ON_DEMAND) {
      throw constructError(
        this.scope,
        "a Kafka topic was given to 'onFailure', to which provisioned pollers alone write: give a queue, a topic of Amazon SNS or a bucket, or leave out 'pollerMode'",
      );
    }
  }

  private refuseTheSource(topic: string): void {
    if (!Token.isUnresolved(topic) && topic === this.topic) {
      throw constructError(
        this.scope,
        `topic '${topic}' is both read and given to 'onFailure', so that what failed would be read again and again: give another topic`,
      );
    }
  }
}
