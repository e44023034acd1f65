import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { IConstruct } from 'constructs';
import { VARIABLES } from '../contract/variables';
import type { KafkaAuthentication } from './authentication';
import type { RestoreOptions } from './restore-options';

/** The part of a cluster that a function reads. */
export interface KafkaEventSourceBindOptions {
  /**
   * The topic that is read.
   */
  readonly topic: string;

  /**
   * The consumer group that reads it.
   *
   * @default - one that Lambda makes, so that AWS IAM must allow every group of the cluster
   */
  readonly consumerGroupId?: string;
}

/** The properties by which an event source mapping finds a cluster: an ARN of Amazon MSK, or bootstrap servers. */
export interface KafkaEventSourceConfig {
  /**
   * The ARN of the cluster on Amazon MSK.
   *
   * @default - none: the cluster is reached by its bootstrap servers
   */
  readonly eventSourceArn?: string;

  /**
   * The bootstrap servers.
   *
   * @default - none: Lambda finds those of a cluster on Amazon MSK
   */
  readonly kafkaBootstrapServers?: string[];

  /**
   * The secrets that the mapping's pollers authenticate with, and the subnets and security groups that they run in.
   *
   * @default - none
   */
  readonly sourceAccessConfigurations?: lambda.SourceAccessConfiguration[];
}

/** The part of a cluster that a function writes. */
export interface KafkaProducerBindOptions {
  /**
   * The topic that is written.
   */
  readonly topic: string;

  /**
   * The VPC that the function runs in. A warning says so if it is not the brokers'.
   *
   * @default - not compared
   */
  readonly vpc?: ec2.IVpc;
}

/** The names by which two objects are recognized as one cluster. */
export interface KafkaClusterNames {
  /**
   * The ARN on Amazon MSK.
   *
   * @default - none: the cluster is not on Amazon MSK
   */
  readonly clusterArn?: string;

  /**
   * The bootstrap servers.
   *
   * @default - not known
   */
  readonly bootstrapServers?: string[];
}

/** One kind of cluster, which a `KafkaCluster` passes all calls on to. */
export interface KafkaConnection {
  readonly vpc?: ec2.IVpc;
  readonly _names: KafkaClusterNames;
  /** The resources that an event source mapping waits for, once the function has been prepared. */
  _prerequisites(): IConstruct[];
  _bindEventSource(target: lambda.IFunction, options: KafkaEventSourceBindOptions): KafkaEventSourceConfig;
  _bindProducer(producer: lambda.IFunction, options: KafkaProducerBindOptions): Record<string, string>;
  _grantSnapshot(grantee: iam.IGrantable, names: SnapshotNames): void;
  grantProduce(grantee: iam.IGrantable, topic: string): iam.Grant;
  _grantReadBack(grantee: iam.IGrantable, topic: string): iam.Grant;
  /** Grants making a topic, or those of a template, to who may write it already. */
  _grantCreateTopic(grantee: iam.IGrantable, topic: string): iam.Grant;
  _grantRestore(grantee: iam.IGrantable, options: RestoreOptions): iam.Grant;
}

/** The topics and groups that a snapshot looks at: names, or patterns with `*`, which is what AWS IAM has for any characters, too. */
export interface SnapshotNames {
  readonly topics: readonly string[];
  readonly groups: readonly string[];
}

/** The environment variables that the producer of the replayer's handler reads. */
export function producerEnvironment(
  bootstrapServers: string,
  authentication: KafkaAuthentication,
  rootCaCertificate?: secretsmanager.ISecret,
): Record<string, string> {
  return {
    [VARIABLES.bootstrapServers]: bootstrapServers,
    [VARIABLES.authentication]: authentication._mechanism,
    ...(authentication._tls ? {} : { [VARIABLES.tls]: 'false' }),
    ...(authentication.credentials ? { [VARIABLES.credentialsSecretArn]: authentication.credentials.secretArn } : {}),
    ...authentication._environment(),
    ...(rootCaCertificate ? { [VARIABLES.rootCaSecretArn]: rootCaCertificate.secretArn } : {}),
  };
}
