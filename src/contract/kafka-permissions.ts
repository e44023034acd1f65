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
  /**
   * Operations on the same resource that bring this one with them in access control lists, not with AWS IAM:
   * https://kafka.apache.org/documentation/#security_authz_primitives
   */
  readonly broughtBy?: readonly string[];
}

/** The rights that the replayer's function may need, by what it does with them. */
export const KAFKA_PERMISSIONS = {
  describeTopic: {
    operation: 'DESCRIBE',
    resource: 'topic',
    iamActions: ['kafka-cluster:DescribeTopic'],
    broughtBy: ['READ', 'WRITE', 'DELETE', 'ALTER'],
  },
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
  describeGroup: {
    operation: 'DESCRIBE',
    resource: 'group',
    iamActions: ['kafka-cluster:DescribeGroup'],
    broughtBy: ['READ', 'DELETE'],
  },
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

/** A right that something needs. */
export interface NeededPermission {
  readonly permission: KafkaPermissionName;
  /** The topics or the groups that it is needed on; the cluster where it is left out. */
  readonly on?: string;
  /** The outcome without the right, where that is no error. */
  readonly without?: string;
}

/** The tasks of the replayer's function, with the rights that it needs for each. */
export const NEEDED_PERMISSIONS = {
  replay: {
    title: 'Replay',
    needed: [
      { permission: 'writeTopic', on: 'each target topic' },
      { permission: 'describeTopic', on: 'each target topic' },
      {
        permission: 'describeTopicConfigs',
        on: 'each target topic',
        without: 'a warning: nobody can tell whether the topic would keep the records',
      },
      {
        permission: 'writeIdempotently',
        without: 'nothing, since Kafka 2.8: the right to write a topic suffices',
      },
      {
        permission: 'readTopic',
        on: 'each target topic',
        without: 'a warning after a kill: the offset map of a run may name second copies of records',
      },
    ],
  },
  snapshot: {
    title: 'Snapshot (`{"action": "snapshot"}`, `replayer.snapshot`)',
    needed: [
      {
        permission: 'describeTopic',
        on: 'each topic that is written down',
        without:
          'an error that names it, for a topic that is named; a pattern passes over the topic without a word, and so do the offsets of groups',
      },
      { permission: 'describeTopicConfigs', on: 'each topic that is written down' },
      {
        permission: 'describeGroup',
        on: 'each group that is written down',
        without: 'an error that names it, for a group that is named; a pattern passes over the group without a word',
      },
      {
        permission: 'describeCluster',
        without: 'nothing: the cluster then lists those groups that may be described each by itself',
      },
    ],
  },
  createTopic: {
    title: 'Make target topics (`create_topic`), beside what the replay needs',
    needed: [
      { permission: 'createTopic', on: 'each target topic that is not there' },
      { permission: 'describeTopic', on: 'each target topic' },
      { permission: 'describeTopicConfigs', on: 'each target topic' },
    ],
  },
  commitOffsets: {
    title: 'Commit offsets (`{"action": "commit_offsets"}`)',
    needed: [
      { permission: 'describeGroup', on: 'each group that is committed' },
      { permission: 'commitGroup', on: 'each group that is committed' },
      { permission: 'describeTopic', on: 'each target topic' },
      { permission: 'readTopic', on: 'each target topic' },
    ],
  },
  verify: {
    title: 'Verify (`{"action": "verify"}`, `"verify": true`)',
    needed: [
      { permission: 'describeTopic', on: 'each target topic' },
      { permission: 'describeTopicConfigs', on: 'each target topic' },
      { permission: 'readTopic', on: 'each target topic' },
    ],
  },
  drill: {
    title: 'Drill (`"drill": true`, `replayer.drill`), beside what the replay, making topics and verifying need',
    needed: [{ permission: 'deleteTopic', on: 'each topic that it has made' }],
  },
} as const satisfies Record<string, { readonly title: string; readonly needed: readonly NeededPermission[] }>;
