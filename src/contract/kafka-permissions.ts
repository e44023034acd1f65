/** A kind of resource of a Kafka cluster. */
export type KafkaResource = 'topic' | 'group' | 'cluster';

/** A right to do something to a resource of a cluster. */
export interface KafkaPermission {
  /** The operation, as access control lists name it: https://kafka.apache.org/documentation/#operations_resources_and_protocols */
  readonly operation: string;
  readonly resource: KafkaResource;
  /**
   * The actions of AWS IAM that allow the same with Amazon MSK:
   * https://docs.aws.amazon.com/msk/latest/developerguide/kafka-actions.html
   */
  readonly iamActions: readonly string[];
  /** Another right that does as well, in words. */
  readonly or?: string;
}

/** The rights that the replayer's function may need, by what it does with them. */
export const KAFKA_PERMISSIONS = {
  describeTopic: { operation: 'DESCRIBE', resource: 'topic', iamActions: ['kafka-cluster:DescribeTopic'] },
  describeTopicConfigs: {
    operation: 'DESCRIBE_CONFIGS',
    resource: 'topic',
    iamActions: ['kafka-cluster:DescribeTopicDynamicConfiguration'],
  },
  writeTopic: { operation: 'WRITE', resource: 'topic', iamActions: ['kafka-cluster:WriteData'] },
  writeIdempotently: {
    operation: 'IDEMPOTENT_WRITE',
    resource: 'cluster',
    iamActions: ['kafka-cluster:WriteDataIdempotently'],
    or: 'WRITE on any topic',
  },
  readTopic: { operation: 'READ', resource: 'topic', iamActions: ['kafka-cluster:ReadData'] },
  createTopic: {
    operation: 'CREATE',
    resource: 'topic',
    iamActions: ['kafka-cluster:CreateTopic'],
    or: 'CREATE on the cluster',
  },
  deleteTopic: { operation: 'DELETE', resource: 'topic', iamActions: ['kafka-cluster:DeleteTopic'] },
  describeCluster: { operation: 'DESCRIBE', resource: 'cluster', iamActions: ['kafka-cluster:DescribeCluster'] },
  describeGroup: { operation: 'DESCRIBE', resource: 'group', iamActions: ['kafka-cluster:DescribeGroup'] },
  commitGroup: { operation: 'READ', resource: 'group', iamActions: ['kafka-cluster:AlterGroup'] },
} as const satisfies Record<string, KafkaPermission>;

export type KafkaPermissionName = keyof typeof KAFKA_PERMISSIONS;

/**
 * Names a right as an error does that says what a user lacks.
 *
 * @param name the right
 * @param resource the name of the topic or of the group; none for the cluster
 * @returns for example "DESCRIBE on the topic 'orders' (kafka-cluster:DescribeTopic with IAM)"
 */
export function permissionInWords(name: KafkaPermissionName, resource?: string): string {
  const { operation, resource: kind, iamActions, or }: KafkaPermission = KAFKA_PERMISSIONS[name];
  const place = resource === undefined ? `the ${kind}` : `the ${kind} '${resource}'`;
  const other = or === undefined ? '' : `${or}, or `;
  return `${other}${operation} on ${place} (${iamActions.join(', ')} with IAM)`;
}
