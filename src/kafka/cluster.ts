import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { KafkaAuthentication } from './authentication';
import type {
  KafkaConnection,
  KafkaEventSource,
  KafkaEventSourceBindOptions,
  KafkaProducerBindOptions,
} from './connection';
import { type MskClusterProps, MskConnection } from './msk-cluster';
import { type SelfManagedClusterProps, SelfManagedConnection } from './self-managed-cluster';

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
 * A Kafka cluster, made by one of the static methods.
 *
 * One object serves both sides: the event source mapping that reads topics, and the producer that writes them.
 */
export abstract class KafkaCluster {
  /**
   * A cluster on Confluent Cloud, over the internet: SASL/PLAIN over TLS, with an API key.
   *
   * One that is reached by AWS PrivateLink is a self-managed cluster inside a VPC.
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
    return KafkaCluster.selfManaged({
      bootstrapServers: props.bootstrapServers,
      authentication: KafkaAuthentication.saslPlain(props.credentials),
    });
  }

  /**
   * A cluster of any kind that is reached by its bootstrap servers, over the internet or inside a VPC.
   *
   * @throws if a bootstrap server cannot be, if the authentication is AWS IAM, or none over the internet, or if `vpc` and
   *   `securityGroups` are not given together
   *
   * @example
   * const onInstances = KafkaCluster.selfManaged({
   *   bootstrapServers: ['broker-1.example.com:9096', 'broker-2.example.com:9096'],
   *   authentication: KafkaAuthentication.saslScram512(credentials),
   *   rootCaCertificate,
   *   vpc,
   *   securityGroups: [brokers],
   * });
   */
  public static selfManaged(props: SelfManagedClusterProps): KafkaCluster {
    return new ConnectedCluster(new SelfManagedConnection(props));
  }

  /**
   * A cluster on Amazon MSK, provisioned or serverless.
   *
   * @throws if the ARN is not a cluster's, if there is no security group, or if the authentication is one that Amazon MSK
   *   does not know
   *
   * @example
   * const msk = KafkaCluster.msk({
   *   clusterArn: 'arn:aws:kafka:eu-central-1:123456789012:cluster/orders/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f-1',
   *   vpc,
   *   securityGroups: [brokers],
   *   authentication: KafkaAuthentication.iam(),
   * });
   */
  public static msk(props: MskClusterProps): KafkaCluster {
    return new ConnectedCluster(new MskConnection(props));
  }

  /**
   * The VPC that the brokers are reached from.
   *
   * @default - none: the brokers are reached over the internet
   */
  public abstract readonly vpc?: ec2.IVpc;

  /**
   * What an event source mapping is told of this cluster.
   *
   * The function's role is granted what Lambda's pollers need, and the pollers are let into the brokers' network.
   */
  public abstract bindEventSource(target: lambda.IFunction, options: KafkaEventSourceBindOptions): KafkaEventSource;

  /**
   * The environment by which a producer reaches this cluster.
   *
   * The function's role is granted what the producer needs, and the function is let into the brokers' network.
   *
   * @throws if the brokers are inside a VPC and the function is in none
   */
  public abstract bindProducer(producer: lambda.IFunction, options: KafkaProducerBindOptions): Record<string, string>;

  /**
   * Grants writing one topic.
   *
   * Only AWS IAM knows such a grant; with any other authentication the brokers decide by the credentials, and nothing is
   * added.
   */
  public abstract grantProduce(grantee: iam.IGrantable, topic: string): iam.Grant;
}

/** Any of the clusters above: a subclass for each would have to import this file, which imports them. */
class ConnectedCluster extends KafkaCluster {
  public readonly vpc?: ec2.IVpc;

  constructor(private readonly connection: KafkaConnection) {
    super();
    this.vpc = connection.vpc;
  }

  public bindEventSource(target: lambda.IFunction, options: KafkaEventSourceBindOptions): KafkaEventSource {
    return this.connection.bindEventSource(target, options);
  }

  public bindProducer(producer: lambda.IFunction, options: KafkaProducerBindOptions): Record<string, string> {
    return this.connection.bindProducer(producer, options);
  }

  public grantProduce(grantee: iam.IGrantable, topic: string): iam.Grant {
    return this.connection.grantProduce(grantee, topic);
  }
}
