import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { VARIABLES } from '../contract/variables';
import type { KafkaAuthentication } from './authentication';

/**
 * What a function reads of a cluster.
 */
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

/**
 * What an event source mapping is told of a cluster: either an ARN, of Amazon MSK, or bootstrap servers.
 */
export interface KafkaEventSource {
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
   * How the mapping's pollers authenticate, and in which network they run.
   *
   * @default - nothing to tell
   */
  readonly sourceAccessConfigurations?: lambda.SourceAccessConfiguration[];
}

/**
 * What a function writes to a cluster.
 */
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

/** What stands behind a `KafkaCluster`, one for each kind. */
export interface KafkaConnection {
  readonly vpc?: ec2.IVpc;
  bindEventSource(target: lambda.IFunction, options: KafkaEventSourceBindOptions): KafkaEventSource;
  bindProducer(producer: lambda.IFunction, options: KafkaProducerBindOptions): Record<string, string>;
  grantProduce(grantee: iam.IGrantable, topic: string): iam.Grant;
}

/** The environment that the producer of the replayer's handler reads. */
export function producerEnvironment(
  bootstrapServers: string,
  authentication: KafkaAuthentication,
  rootCaCertificate?: secretsmanager.ISecret,
): Record<string, string> {
  return {
    [VARIABLES.bootstrapServers]: bootstrapServers,
    [VARIABLES.authentication]: authentication.mechanism,
    ...(authentication.tls ? {} : { [VARIABLES.tls]: 'false' }),
    ...(authentication.credentials ? { [VARIABLES.credentialsSecretArn]: authentication.credentials.secretArn } : {}),
    ...(rootCaCertificate ? { [VARIABLES.rootCaSecretArn]: rootCaCertificate.secretArn } : {}),
  };
}
