import * as iam from 'aws-cdk-lib/aws-iam';
import { Fn, Token } from 'aws-cdk-lib/core';
import { KAFKA_PERMISSIONS, type KafkaPermissionName } from '../contract/kafka-permissions';
import { isPattern } from '../contract/name-patterns';
import { topicFrom } from '../contract/topic';
import type { KafkaEventSourceBindOptions, SnapshotNames } from './connection';
import type { RestoreOptions } from './restore-options';

const CONNECT_AND_WRITE = ['Connect', 'WriteDataIdempotently'];
const RESTORED = ['describeTopic', 'writeTopic', 'describeTopicConfigs', 'createTopic', 'readTopic'] as const;

/** Grants what clients of a cluster on Amazon MSK do, where AWS IAM decides. */
export class IamGrants {
  constructor(private readonly clusterArn: string) {}

  /**
   * https://docs.aws.amazon.com/msk/latest/developerguide/kafka-actions.html: "Produce data idempotently"
   *
   * @param topic a name, or a template, which is granted with all names that it may make
   */
  public produce(grantee: iam.IGrantable, topic: string): iam.Grant {
    const cluster = this.grant(grantee, CONNECT_AND_WRITE, this.clusterArn);
    // The last of them tells a replay whether the topic would keep what is published to it.
    const actions = ['DescribeTopic', 'WriteData', 'DescribeTopicDynamicConfiguration'];
    return cluster.combine(this.grant(grantee, actions, this.arnOf('topic', topicFrom(topic, '*'))));
  }

  /**
   * Reading without a consumer group, to compare what a topic has with what was published to it.
   *
   * @param topic a name, or a template, which is granted with all names that it may make
   */
  public readBack(grantee: iam.IGrantable, topic: string): iam.Grant {
    const actions = ['DescribeTopic', 'DescribeTopicDynamicConfiguration', 'ReadData'];
    const cluster = this.grant(grantee, ['Connect'], this.clusterArn);
    return cluster.combine(this.grant(grantee, actions, this.arnOf('topic', topicFrom(topic, '*'))));
  }

  /** Grants making a topic, or those of a template, to who may write and describe it. */
  public createTopic(grantee: iam.IGrantable, topic: string): iam.Grant {
    return this.grantTopic(grantee, topic, 'createTopic');
  }

  /** Kafka asks for READ on the topic to read it back, and to commit for it: https://kafka.apache.org/documentation/#operations_in_kafka */
  public restore(grantee: iam.IGrantable, { topics = [], scratchTopics = [], groups = [] }: RestoreOptions): iam.Grant {
    const writes = topics.length + scratchTopics.length > 0;
    const grants = [this.grant(grantee, writes ? CONNECT_AND_WRITE : ['Connect'], this.clusterArn)];
    for (const topic of topics) {
      grants.push(this.grantTopic(grantee, topic, ...RESTORED));
    }
    for (const topic of scratchTopics) {
      grants.push(this.grantTopic(grantee, topic, ...RESTORED, 'deleteTopic'));
    }
    for (const group of groups) {
      grants.push(this.grantRights(grantee, this.arnOf('group', group), 'describeGroup', 'commitGroup'));
    }
    return grants.reduce((all, grant) => all.combine(grant));
  }

  public consume(grantee: iam.IGrantable, { topic, consumerGroupId }: KafkaEventSourceBindOptions): void {
    this.grant(grantee, ['Connect', 'DescribeClusterDynamicConfiguration'], this.clusterArn);
    this.grant(grantee, ['DescribeTopic', 'ReadData'], this.arnOf('topic', topic));
    // Lambda gives its own group a name only when it makes the mapping, after this policy.
    this.grant(grantee, ['AlterGroup', 'DescribeGroup'], this.arnOf('group', consumerGroupId ?? '*'));
  }

  /**
   * Looking at topics and at what groups have committed. Without `DescribeCluster` a broker lists those groups alone that each
   * may be described by itself; a name needs no list.
   */
  public snapshot(grantee: iam.IGrantable, { topics, groups }: SnapshotNames): void {
    this.grant(grantee, ['Connect', ...(groups.some(isPattern) ? ['DescribeCluster'] : [])], this.clusterArn);
    const looking = ['DescribeTopic', 'DescribeTopicDynamicConfiguration'];
    this.grant(grantee, looking, ...topics.map((topic) => this.arnOf('topic', topic)));
    this.grant(grantee, ['DescribeGroup'], ...groups.map((group) => this.arnOf('group', group)));
  }

  private grantTopic(grantee: iam.IGrantable, topic: string, ...rights: KafkaPermissionName[]): iam.Grant {
    return this.grantRights(grantee, this.arnOf('topic', topicFrom(topic, '*')), ...rights);
  }

  private grantRights(grantee: iam.IGrantable, resource: string, ...rights: KafkaPermissionName[]): iam.Grant {
    const actions = rights.flatMap((right) => [...KAFKA_PERMISSIONS[right].iamActions]);
    return iam.Grant.addToPrincipal({ grantee, actions, resourceArns: [resource] });
  }

  private grant(grantee: iam.IGrantable, actions: string[], ...resources: string[]): iam.Grant {
    return iam.Grant.addToPrincipal({
      grantee,
      actions: actions.map((action) => `kafka-cluster:${action}`),
      resourceArns: resources,
    });
  }

  /** `arn:aws:kafka:<region>:<account>:topic/<cluster>/<uuid>/<topic>`, of an ARN that may be a token. */
  private arnOf(kind: 'topic' | 'group', name: string): string {
    const [account, cluster] = Fn.split(':cluster/', this.clusterArn, 2);
    return `${account}:${kind}/${cluster}/${name}`;
  }
}

/** Grants nothing, as AWS IAM is not asked. */
export function decidedByBrokers(grantee: iam.IGrantable): iam.Grant {
  return iam.Grant.drop(grantee, 'the brokers decide by the credentials');
}

export function validateClusterArn(arn: string): void {
  if (!Token.isUnresolved(arn) && !/^arn:[^:]+:kafka:[^:]+:[^:]+:cluster\/[^/]+\/[^/]+$/.test(arn)) {
    throw new Error(
      `cluster ARN '${arn}' is not one of Amazon MSK: give 'arn:aws:kafka:<region>:<account>:cluster/<name>/<uuid>', of a cluster in the account of the functions`,
    );
  }
}
