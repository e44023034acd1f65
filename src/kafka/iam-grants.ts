import * as iam from 'aws-cdk-lib/aws-iam';
import { Fn, Token } from 'aws-cdk-lib/core';
import { topicFrom } from '../contract/topic';
import type { KafkaEventSourceBindOptions } from './connection';

/** Grants what clients of a cluster on Amazon MSK do, where AWS IAM decides. */
export class IamGrants {
  constructor(private readonly clusterArn: string) {}

  /**
   * https://docs.aws.amazon.com/msk/latest/developerguide/kafka-actions.html: "Produce data idempotently"
   *
   * @param topic a name, or a template, which is granted with all names that it may make
   */
  public produce(grantee: iam.IGrantable, topic: string): iam.Grant {
    const cluster = this.grant(grantee, ['Connect', 'WriteDataIdempotently'], this.clusterArn);
    // The last of them tells a replay whether the topic would keep what is published to it.
    const actions = ['DescribeTopic', 'WriteData', 'DescribeTopicDynamicConfiguration'];
    return cluster.combine(this.grant(grantee, actions, this.arnOf('topic', topicFrom(topic, '*'))));
  }

  public consume(grantee: iam.IGrantable, { topic, consumerGroupId }: KafkaEventSourceBindOptions): void {
    this.grant(grantee, ['Connect', 'DescribeClusterDynamicConfiguration'], this.clusterArn);
    this.grant(grantee, ['DescribeTopic', 'ReadData'], this.arnOf('topic', topic));
    // Lambda gives its own group a name only when it makes the mapping, after this policy.
    this.grant(grantee, ['AlterGroup', 'DescribeGroup'], this.arnOf('group', consumerGroupId ?? '*'));
  }

  private grant(grantee: iam.IGrantable, actions: string[], resource: string): iam.Grant {
    return iam.Grant.addToPrincipal({
      grantee,
      actions: actions.map((action) => `kafka-cluster:${action}`),
      resourceArns: [resource],
    });
  }

  /** `arn:aws:kafka:<region>:<account>:topic/<cluster>/<uuid>/<topic>`, of an ARN that may be a token. */
  private arnOf(kind: 'topic' | 'group', name: string): string {
    const [account, cluster] = Fn.split(':cluster/', this.clusterArn, 2);
    return `${account}:${kind}/${cluster}/${name}`;
  }
}

export function validateClusterArn(arn: string): void {
  if (!Token.isUnresolved(arn) && !/^arn:[^:]+:kafka:[^:]+:[^:]+:cluster\/[^/]+\/[^/]+$/.test(arn)) {
    throw new Error(
      `cluster ARN '${arn}' is not one of Amazon MSK: give 'arn:aws:kafka:<region>:<account>:cluster/<name>/<uuid>', of a cluster in the account of the functions`,
    );
  }
}
