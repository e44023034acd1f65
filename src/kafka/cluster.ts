import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { IConstruct } from 'constructs';
import { asMethod } from '../construct-error';
import {
  checkProperties,
  GRANTEE,
  having,
  LOG_GROUP,
  listOf,
  OBJECT,
  objectWith,
  SECURITY_GROUPS,
  STRING,
} from '../property-check';
import { KafkaAuthentication } from './authentication';
import type {
  KafkaClusterNames,
  KafkaConnection,
  KafkaEventSourceBindOptions,
  KafkaEventSourceConfig,
  KafkaProducerBindOptions,
  SnapshotNames,
} from './connection';
import { type MskClusterProps, MskConnection } from './msk-cluster';
import type { RestoreOptions } from './restore-options';
import { type SelfManagedClusterProps, SelfManagedConnection } from './self-managed-cluster';

/**
 * A cluster on Confluent Cloud.
 */
export interface ConfluentCloudClusterProps {
  /**
   * The bootstrap servers, such as `pkc-xxxxx.eu-central-1.aws.confluent.cloud:9092`: 1 to 10, each with its port.
   *
   * A change replaces the event source mapping of an ingest, even if the servers are of the same cluster: hand its offsets
   * to another `consumerGroupId`.
   *
   * @see https://github.com/cdk-s3files/cdk-s3files/blob/main/docs/how-to/change-a-deployed-stack.md
   */
  readonly bootstrapServers: string[];

  /**
   * A secret whose value is JSON with `username` (the API key) and `password` (its secret).
   */
  readonly credentials: secretsmanager.ISecret;
}

const SECRET = having('secretArn', 'a Secret');
const SERVERS = listOf(STRING, "a list, such as ['broker.example.com:9092']");
const VPC = objectWith('selectSubnets', 'a Vpc');
const AUTHENTICATION = objectWith(
  '_sourceAccessConfigurations',
  'a KafkaAuthentication, such as KafkaAuthentication.iam()',
);

/**
 * A Kafka cluster. Make it with one of the static methods.
 *
 * One object serves both sides: the event source mapping that reads topics, and the producer that writes them.
 */
export abstract class KafkaCluster {
  /**
   * A cluster on Confluent Cloud, over the internet: SASL/PLAIN over TLS, with an API key.
   *
   * For a cluster that is reached by AWS PrivateLink use `selfManaged`, with its VPC.
   *
   * @param props the bootstrap servers and the secret with the API key
   * @throws if a property is missing or of another type, if there is no bootstrap server, if there are more than 10, or if
   *   one has no port
   *
   * @example
   * const confluent = KafkaCluster.confluentCloud({
   *   bootstrapServers: ['pkc-xxxxx.eu-central-1.aws.confluent.cloud:9092'],
   *   credentials,
   * });
   */
  public static confluentCloud(props: ConfluentCloudClusterProps): KafkaCluster {
    checkProperties<ConfluentCloudClusterProps>('KafkaCluster.confluentCloud', props, {
      bootstrapServers: { shape: SERVERS, required: true },
      credentials: { shape: SECRET, required: true },
    });
    return ConnectedCluster.by(
      'KafkaCluster.confluentCloud',
      () =>
        new SelfManagedConnection({
          bootstrapServers: props.bootstrapServers,
          authentication: KafkaAuthentication.saslPlain(props.credentials),
        }),
    );
  }

  /**
   * A cluster of any kind that is reached by its bootstrap servers, over the internet or inside a VPC.
   *
   * @param props the bootstrap servers, the authentication, and the network of brokers inside a VPC
   * @throws if a property is missing or of another type, if a bootstrap server is not a host name and a port, if AWS
   *   IAM is given without `clusterArn` or that without AWS IAM, if there is no authentication over the internet, or if only one of `vpc` and
   *   `securityGroups` is given
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
    checkProperties<SelfManagedClusterProps>('KafkaCluster.selfManaged', props, {
      bootstrapServers: { shape: SERVERS, required: true },
      authentication: { shape: AUTHENTICATION, required: true },
      clusterArn: { shape: STRING },
      rootCaCertificate: { shape: SECRET },
      vpc: { shape: VPC },
      vpcSubnets: { shape: OBJECT },
      securityGroups: { shape: SECURITY_GROUPS },
    });
    return ConnectedCluster.by('KafkaCluster.selfManaged', () => new SelfManagedConnection(props));
  }

  /**
   * A cluster on Amazon MSK, provisioned or serverless.
   *
   * @param props the ARN of the cluster, its network and the authentication
   * @throws if a property is missing or of another type, if the ARN is not one of a cluster on Amazon MSK, if there is no
   *   security group, or if Amazon MSK does not offer the authentication
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
    checkProperties<MskClusterProps>('KafkaCluster.msk', props, {
      clusterArn: { shape: STRING, required: true },
      bootstrapServers: { shape: SERVERS },
      lookUpLogGroup: { shape: LOG_GROUP },
      vpc: { shape: VPC, required: true },
      securityGroups: { shape: SECURITY_GROUPS, required: true },
      authentication: { shape: AUTHENTICATION, required: true },
    });
    return ConnectedCluster.by('KafkaCluster.msk', () => new MskConnection(props));
  }

  /**
   * The VPC that the brokers are reached from.
   *
   * @default - none: the brokers are reached over the internet
   */
  public abstract readonly vpc?: ec2.IVpc;

  /** @internal */
  public abstract readonly _names: KafkaClusterNames;

  /**
   * Prepares a function for reading: grants its role what Lambda's pollers need, and lets the pollers into the network of
   * the brokers.
   *
   * @returns the properties by which an event source mapping finds this cluster
   *
   * @internal
   */
  public abstract _bindEventSource(
    target: lambda.IFunction,
    options: KafkaEventSourceBindOptions,
  ): KafkaEventSourceConfig;

  /**
   * The resources that an event source mapping waits for, once the function has been prepared: the rules that let its pollers in.
   *
   * @internal
   */
  public abstract _prerequisites(): IConstruct[];

  /**
   * Prepares a function for writing: grants its role what the producer needs, and lets the function into the network of
   * the brokers.
   *
   * @returns the environment variables by which the producer reaches this cluster
   * @throws if the brokers are inside a VPC and the function is in none
   *
   * @internal
   */
  public abstract _bindProducer(producer: lambda.IFunction, options: KafkaProducerBindOptions): Record<string, string>;

  /**
   * Grants looking at topics and groups, where AWS IAM decides.
   *
   * @internal
   */
  public abstract _grantSnapshot(grantee: iam.IGrantable, names: SnapshotNames): void;

  /**
   * Grants making one topic, or those of a template, to who may write it already.
   *
   * @internal
   */
  public abstract _grantCreateTopic(grantee: iam.IGrantable, topic: string): iam.Grant;

  /**
   * Grants what restoring topics and consumer groups needs.
   *
   * @internal
   */
  public abstract _grantRestore(grantee: iam.IGrantable, options: RestoreOptions): iam.Grant;

  /**
   * Grants writing one topic, or those of a template: with `restored.{topic}` all whose names begin with `restored.`.
   *
   * This adds permissions with AWS IAM only. With any other authentication the brokers decide by the credentials, and
   * nothing is added.
   *
   * @param grantee the role or function that writes
   * @param topic the name of the topic, or a template with `{topic}`
   * @throws if one of them is missing or of another type
   */
  public abstract grantProduce(grantee: iam.IGrantable, topic: string): iam.Grant;

  /**
   * Grants reading one topic without a consumer group, with AWS IAM only.
   *
   * @internal
   */
  public abstract _grantReadBack(grantee: iam.IGrantable, topic: string): iam.Grant;
}

/** The one subclass: with one for each kind, their files and this one would have to import each other. */
class ConnectedCluster extends KafkaCluster {
  public readonly vpc?: ec2.IVpc;
  public readonly _names: KafkaClusterNames;

  /** @param method the static method that users called */
  public static by(method: string, connect: () => KafkaConnection): KafkaCluster {
    return new ConnectedCluster(asMethod(method, connect));
  }

  private constructor(private readonly connection: KafkaConnection) {
    super();
    this.vpc = connection.vpc;
    this._names = connection._names;
  }

  public _bindEventSource(target: lambda.IFunction, options: KafkaEventSourceBindOptions): KafkaEventSourceConfig {
    return this.connection._bindEventSource(target, options);
  }

  public _prerequisites(): IConstruct[] {
    return this.connection._prerequisites();
  }

  public _bindProducer(producer: lambda.IFunction, options: KafkaProducerBindOptions): Record<string, string> {
    return this.connection._bindProducer(producer, options);
  }

  public _grantSnapshot(grantee: iam.IGrantable, names: SnapshotNames): void {
    this.connection._grantSnapshot(grantee, names);
  }

  public _grantCreateTopic(grantee: iam.IGrantable, topic: string): iam.Grant {
    return this.connection._grantCreateTopic(grantee, topic);
  }

  public _grantRestore(grantee: iam.IGrantable, options: RestoreOptions): iam.Grant {
    return this.connection._grantRestore(grantee, options);
  }

  public grantProduce(grantee: iam.IGrantable, topic: string): iam.Grant {
    checkProperties(
      'KafkaCluster.grantProduce',
      { grantee, topic },
      {
        grantee: { shape: GRANTEE, required: true },
        topic: { shape: STRING, required: true },
      },
    );
    return this.connection.grantProduce(grantee, topic);
  }

  public _grantReadBack(grantee: iam.IGrantable, topic: string): iam.Grant {
    return this.connection._grantReadBack(grantee, topic);
  }
}
