import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Fn } from 'aws-cdk-lib/core';
import { KafkaAuthentication } from './authentication';
import { validateBootstrapServers } from './validation';

/**
 * A cluster on Confluent Cloud.
 */
export interface ConfluentCloudClusterProps {
  /**
   * The bootstrap servers, such as `pkc-xxxxx.eu-central-1.aws.confluent.cloud:9092`: 1 to 10, each with its port.
   */
  readonly bootstrapServers: string[];

  /**
   * A secret whose value is JSON with `username` (the API key) and `password` (its secret).
   */
  readonly credentials: secretsmanager.ISecret;
}

/**
 * What an event source mapping is told of a cluster.
 */
export interface KafkaEventSource {
  /**
   * The bootstrap servers.
   */
  readonly kafkaBootstrapServers: string[];

  /**
   * How the mapping's pollers authenticate.
   */
  readonly sourceAccessConfigurations: lambda.SourceAccessConfiguration[];
}

/**
 * A Kafka cluster, made by one of the static methods.
 *
 * One object serves both sides: the event source mapping that reads topics, and the producer that writes them.
 */
export abstract class KafkaCluster {
  /**
   * A cluster on Confluent Cloud: SASL/PLAIN over TLS, with an API key.
   *
   * @throws if there is no bootstrap server, if there are more than 10, or if one has no port
   *
   * @example
   * const confluent = KafkaCluster.confluentCloud({
   *   bootstrapServers: ['pkc-xxxxx.eu-central-1.aws.confluent.cloud:9092'],
   *   credentials,
   * });
   */
  public static confluentCloud(props: ConfluentCloudClusterProps): KafkaCluster {
    return new BootstrapCluster(props.bootstrapServers, KafkaAuthentication.saslPlain(props.credentials));
  }

  /**
   * What an event source mapping is told of this cluster.
   *
   * The function's role is granted what the pollers need.
   */
  public abstract bindEventSource(role: iam.IGrantable): KafkaEventSource;

  /**
   * The environment by which a producer reaches this cluster.
   *
   * The producer's role is granted what it needs.
   */
  public abstract bindProducer(role: iam.IGrantable): Record<string, string>;
}

/** A cluster that is reached by its bootstrap servers, with credentials in a secret. */
class BootstrapCluster extends KafkaCluster {
  constructor(
    private readonly bootstrapServers: string[],
    private readonly authentication: KafkaAuthentication,
  ) {
    super();
    validateBootstrapServers(bootstrapServers);
  }

  public bindEventSource(role: iam.IGrantable): KafkaEventSource {
    // Lambda reads the secret by the function's role. https://docs.aws.amazon.com/lambda/latest/dg/kafka-cluster-auth.html
    this.authentication.credentials.grantRead(role);
    return {
      kafkaBootstrapServers: this.bootstrapServers,
      sourceAccessConfigurations: this.authentication.sourceAccessConfigurations(),
    };
  }

  public bindProducer(role: iam.IGrantable): Record<string, string> {
    this.authentication.credentials.grantRead(role);
    return {
      KAFKA_BOOTSTRAP_SERVERS: Fn.join(',', this.bootstrapServers),
      KAFKA_AUTHENTICATION: this.authentication.mechanism,
      KAFKA_CREDENTIALS_SECRET_ARN: this.authentication.credentials.secretArn,
    };
  }
}
