import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { constructError } from '../construct-error';
import type { KafkaCluster } from '../kafka/cluster';

const KAFKA = 'kafka://'; // https://docs.aws.amazon.com/lambda/latest/dg/kafka-on-failure-destination.html

/** A destination that, if it is a Kafka topic, grants writing it, and refuses the topic that is read. */
export class OnFailureDestination implements lambda.IEventSourceDlq {
  constructor(
    private readonly scope: IConstruct,
    private readonly destination: lambda.IEventSourceDlq,
    private readonly cluster: KafkaCluster,
    private readonly topic: string,
  ) {}

  public bind(mapping: lambda.IEventSourceMapping, target: lambda.IFunction): lambda.DlqDestinationConfig {
    const config = this.destination.bind(mapping, target);
    if (config.destination.startsWith(KAFKA)) {
      const topic = config.destination.slice(KAFKA.length);
      this.refuseTheSource(topic);
      this.cluster.grantProduce(target, topic);
    }
    return config;
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
