import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Fn } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { refuseUnknownLength, selectedSubnets } from '../selected-subnets';
import { accessBy, type KafkaAuthentication } from './authentication';
import { portsOf, validateBootstrapServers, validatePublicServers } from './bootstrap-servers';
import { allowPollers, allowProducer, type BrokerNetwork, rulesOfPollers } from './broker-network';
import {
  type KafkaClusterNames,
  type KafkaConnection,
  type KafkaEventSourceBindOptions,
  type KafkaEventSourceConfig,
  type KafkaProducerBindOptions,
  producerEnvironment,
  type SnapshotNames,
} from './connection';
import { decidedByBrokers, IamGrants, validateClusterArn } from './iam-grants';
import type { RestoreOptions } from './restore-options';
import { validatePlaceOfCluster } from './same-place';
import { grantReadSecrets } from './secret-grant';
import { grantTokensToPollers, grantTokensToProducer } from './web-identity-grant';

/**
 * Any cluster that is reached by its bootstrap servers: over the internet, or inside a VPC.
 */
export interface SelfManagedClusterProps {
  /**
   * The bootstrap servers, such as `broker.example.com:9092`: 1 to 10, each with its port.
   *
   * A change replaces the event source mapping of an ingest, even if a server of the same cluster is added: hand its offsets
   * to another `consumerGroupId`, or give names that stay.
   *
   * @see https://github.com/cdk-s3files/cdk-s3files/blob/main/docs/how-to/change-a-deployed-stack.md
   */
  readonly bootstrapServers: string[];

  /**
   * The way in which clients authenticate.
   *
   * AWS IAM needs `clusterArn`. Without authentication a cluster must be inside a VPC.
   */
  readonly authentication: KafkaAuthentication;

  /**
   * The ARN of the cluster on Amazon MSK that the bootstrap servers lead to, such as by a custom domain name or from another
   * account: with AWS IAM, which grants by it. The cluster must be in the Region of the functions. One that Lambda reaches
   * by itself is better given by `KafkaCluster.msk`.
   *
   * @default - none: another authentication
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-cluster-auth.html#smaa-auth-iam
   */
  readonly clusterArn?: string;

  /**
   * A secret whose value is JSON with `certificate`: the root certificate (PEM) that the brokers' own are signed with.
   *
   * @default - the brokers' certificates are signed by a public authority
   */
  readonly rootCaCertificate?: secretsmanager.ISecret;

  /**
   * The VPC that the brokers are reached from. Give `securityGroups` with it.
   *
   * @default - the brokers are reached over the internet
   */
  readonly vpc?: ec2.IVpc;

  /**
   * The subnets that Lambda's pollers run in.
   *
   * @default - the VPC's private subnets, or its isolated ones if there are no others
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The security groups of the brokers. Lambda's pollers run with these too, so each group must let itself in on the ports
   * of the brokers. This library adds that rule to groups that the app defines.
   *
   * @default - none, over the internet
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-kafka-cluster-network.html
   */
  readonly securityGroups?: ec2.ISecurityGroup[];
}

const { SERVER_ROOT_CA_CERTIFICATE, VPC_SECURITY_GROUP, VPC_SUBNET } = lambda.SourceAccessConfigurationType;
const IAM_AUTH = accessBy(lambda.SourceAccessConfigurationType.of('IAM_AUTH'));
/**
 * The most subnets of a network interface of AWS Lambda:
 * https://docs.aws.amazon.com/lambda/latest/api/API_VpcConfig.html
 */
const MAX_SUBNETS = 16;
const MAX_SECURITY_GROUPS = 5;

/** https://docs.aws.amazon.com/lambda/latest/dg/with-kafka-permissions.html */
export class SelfManagedConnection implements KafkaConnection {
  public readonly vpc?: ec2.IVpc;
  public readonly _names: KafkaClusterNames;
  private readonly network?: BrokerNetwork;

  constructor(private readonly props: SelfManagedClusterProps) {
    validateBootstrapServers(props.bootstrapServers);
    if (!props.vpc) {
      validatePublicServers(props.bootstrapServers);
    }
    if (props.clusterArn !== undefined) {
      validateClusterArn(props.clusterArn);
    }
    validateAuthentication(props);
    this.vpc = props.vpc;
    this._names = { bootstrapServers: props.bootstrapServers };
    this.network = networkOf(props);
    this.sourceAccessConfigurations(); // throws here, where the app describes the cluster, if there are too many
  }

  public _bindEventSource(target: lambda.IFunction, options: KafkaEventSourceBindOptions): KafkaEventSourceConfig {
    const { clusterArn } = this.props;
    if (clusterArn !== undefined) {
      validatePlaceOfCluster(target, clusterArn, ['region']);
      new IamGrants(clusterArn).consume(target, options);
    }
    this.grantReadSecrets(target);
    grantTokensToPollers(target, this.props.authentication._tokenAudience);
    if (this.network) {
      allowPollers(target, this.network);
    }
    return {
      kafkaBootstrapServers: this.props.bootstrapServers,
      sourceAccessConfigurations: this.sourceAccessConfigurations(),
    };
  }

  public _prerequisites(): IConstruct[] {
    return this.network ? rulesOfPollers(this.network) : [];
  }

  public _bindProducer(producer: lambda.IFunction, { topic, vpc }: KafkaProducerBindOptions): Record<string, string> {
    if (this.props.clusterArn !== undefined) {
      validatePlaceOfCluster(producer, this.props.clusterArn, ['region']); // tokens are signed for the function's Region
    }
    this.grantProduce(producer, topic);
    this.grantReadSecrets(producer);
    grantTokensToProducer(producer, this.props.authentication._tokenAudience);
    if (this.network) {
      allowProducer(producer, this.network, vpc);
    }
    const { bootstrapServers, authentication, rootCaCertificate } = this.props;
    return producerEnvironment(Fn.join(',', bootstrapServers), authentication, rootCaCertificate);
  }

  public _grantSnapshot(grantee: iam.IGrantable, names: SnapshotNames): void {
    this.grants?.snapshot(grantee, names);
  }

  public grantProduce(grantee: iam.IGrantable, topic: string): iam.Grant {
    return this.grants?.produce(grantee, topic) ?? decidedByBrokers(grantee);
  }

  public _grantCreateTopic(grantee: iam.IGrantable, topic: string): iam.Grant {
    return this.grants?.createTopic(grantee, topic) ?? decidedByBrokers(grantee);
  }

  public _grantRestore(grantee: iam.IGrantable, options: RestoreOptions): iam.Grant {
    return this.grants?.restore(grantee, options) ?? decidedByBrokers(grantee);
  }

  /** The permissions of IAM on the cluster; undefined if the brokers decide by the credentials. */
  private get grants(): IamGrants | undefined {
    const { clusterArn } = this.props;
    return clusterArn === undefined ? undefined : new IamGrants(clusterArn);
  }

  public _grantReadBack(grantee: iam.IGrantable, topic: string): iam.Grant {
    return this.grants?.readBack(grantee, topic) ?? decidedByBrokers(grantee);
  }

  /** Lambda's pollers read the secrets with the role of the function, too. */
  private grantReadSecrets(grantee: iam.IGrantable): void {
    grantReadSecrets(grantee, [this.props.authentication.credentials, this.props.rootCaCertificate]);
  }

  private sourceAccessConfigurations(): lambda.SourceAccessConfiguration[] {
    const { authentication, rootCaCertificate, vpcSubnets } = this.props;
    const configurations = [...authentication._sourceAccessConfigurations()];
    if (authentication._mechanism === 'IAM') {
      configurations.push(IAM_AUTH);
    }
    if (rootCaCertificate) {
      configurations.push({ type: SERVER_ROOT_CA_CERTIFICATE, uri: rootCaCertificate.secretArn });
    }
    if (this.network) {
      const { vpc, securityGroups } = this.network;
      const { subnetIds, subnets } = selectedSubnets(undefined, { vpc, vpcSubnets }, 'a poller of AWS Lambda');
      refuseUnknownLength(undefined, subnets, vpc);
      validateCount('subnets', subnetIds, MAX_SUBNETS, 'vpcSubnets');
      validateCount('security groups', securityGroups, MAX_SECURITY_GROUPS, 'securityGroups');
      configurations.push(...subnetIds.map((id) => ({ type: VPC_SUBNET, uri: `subnet:${id}` })));
      configurations.push(
        ...securityGroups.map((group) => ({
          type: VPC_SECURITY_GROUP,
          uri: `security_group:${group.securityGroupId}`,
        })),
      );
    }
    return configurations;
  }
}

function validateCount(what: string, given: readonly unknown[], most: number, property: string): void {
  if (given.length > most) {
    throw new Error(
      `${given.length} ${what} of the brokers are too many, an event source mapping takes ${most}: choose fewer in '${property}'`,
    );
  }
}

function validateAuthentication({ authentication, clusterArn, rootCaCertificate, vpc }: SelfManagedClusterProps): void {
  const { _mechanism: mechanism, _tls: tls } = authentication;
  if (mechanism === 'IAM' && clusterArn === undefined) {
    throw new Error(
      "authentication IAM was given without 'clusterArn', by which the topics are granted: give the ARN of the cluster on Amazon MSK that the bootstrap servers lead to, or use 'KafkaCluster.msk'",
    );
  }
  if (mechanism !== 'IAM' && clusterArn !== undefined) {
    throw new Error(
      `'clusterArn' was given with authentication ${mechanism}, which does not need it: leave it out, give KafkaAuthentication.iam(), or use 'KafkaCluster.msk'`,
    );
  }
  if (mechanism === 'NONE' && !vpc) {
    throw new Error(
      "a cluster without authentication cannot be read over the internet, AWS Lambda asks for a secret there: give 'authentication', or 'vpc' if the brokers are inside one",
    );
  }
  if (!tls && rootCaCertificate) {
    throw new Error(
      "'rootCaCertificate' was given, but without TLS there is no certificate to check: leave it out, or leave out 'tls: false'",
    );
  }
}

function networkOf({
  bootstrapServers,
  vpc,
  vpcSubnets,
  securityGroups,
}: SelfManagedClusterProps): BrokerNetwork | undefined {
  if (!vpc) {
    if (vpcSubnets || securityGroups) {
      throw new Error(
        `'${vpcSubnets ? 'vpcSubnets' : 'securityGroups'}' was given without 'vpc': give the VPC as well, or neither for brokers on the internet`,
      );
    }
    return undefined;
  }
  if (!securityGroups?.length) {
    throw new Error(
      "'vpc' was given without 'securityGroups': give those of the brokers, which AWS Lambda's pollers run with",
    );
  }
  return { vpc, securityGroups, ports: portsOf(bootstrapServers) };
}
