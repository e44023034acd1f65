import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Fn } from 'aws-cdk-lib/core';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import type { IConstruct } from 'constructs';
import { logTo } from '../custom-resource-log';
import type { KafkaAuthentication } from './authentication';
import { portsOf, validateBootstrapServers } from './bootstrap-servers';
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
import { validateMskAuthentication } from './msk-authentication';
import type { RestoreOptions } from './restore-options';
import { validatePlaceOfCluster } from './same-place';
import { grantReadSecrets } from './secret-grant';

/**
 * A cluster on Amazon MSK, provisioned or serverless.
 */
export interface MskClusterProps {
  /**
   * The ARN of the cluster: `arn:aws:kafka:<region>:<account>:cluster/<name>/<uuid>`.
   *
   * Another one replaces the event source mapping of an ingest, which begins at `startingPosition` there. Give another
   * `consumerGroupId` with it, since two mappings cannot have one group.
   */
  readonly clusterArn: string;

  /**
   * The brokers that a producer connects to, 1 to 10, each with its port. Lambda's pollers find them by themselves.
   *
   * @default - looked up when the stack is deployed, by a custom resource, beside each function that writes
   */
  readonly bootstrapServers?: string[];

  /**
   * The log group of the function that looks up the brokers. One function runs all custom resources of this kind in a stack
   * (`AwsCustomResource`), so all of them log there. It is an error to give this with `bootstrapServers`.
   *
   * @default - the group that Lambda makes with the first line, which nothing deletes
   */
  readonly lookUpLogGroup?: logs.ILogGroup;

  /**
   * The VPC of the brokers.
   */
  readonly vpc: ec2.IVpc;

  /**
   * The security groups of the brokers. Lambda's pollers run with these too, so each group must let itself in on the port
   * of the brokers. This library adds that rule to groups that the app defines.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/with-msk-cluster-network.html
   */
  readonly securityGroups: ec2.ISecurityGroup[];

  /**
   * The way in which clients authenticate: AWS IAM, SASL/SCRAM with SHA-512, mutual TLS, or not at all.
   */
  readonly authentication: KafkaAuthentication;
}

interface Listener {
  /** The field of the answer of `GetBootstrapBrokers` that holds the brokers. */
  readonly field: string;
  readonly port: number;
}

// https://docs.aws.amazon.com/msk/latest/developerguide/port-info.html
const PLAINTEXT: Listener = { field: 'BootstrapBrokerString', port: 9092 };
const TLS: Listener = { field: 'BootstrapBrokerStringTls', port: 9094 };
const LISTENERS: Record<string, Listener> = {
  SASL_SCRAM_512: { field: 'BootstrapBrokerStringSaslScram', port: 9096 },
  MUTUAL_TLS: TLS,
  IAM: { field: 'BootstrapBrokerStringSaslIam', port: 9098 },
};

/** https://docs.aws.amazon.com/lambda/latest/dg/with-msk-permissions.html */
export class MskConnection implements KafkaConnection {
  public readonly vpc: ec2.IVpc;
  public readonly _names: KafkaClusterNames;
  private readonly clusterArn: string;
  private readonly authentication: KafkaAuthentication;
  private readonly bootstrapServers?: string[];
  private readonly lookUpLogGroup?: logs.ILogGroup;
  private readonly listener: Listener;
  private readonly network: BrokerNetwork;

  constructor(props: MskClusterProps) {
    const { clusterArn, bootstrapServers, lookUpLogGroup, vpc, securityGroups, authentication } = props;
    validateClusterArn(clusterArn);
    if (securityGroups.length === 0) {
      throw new Error("'securityGroups' is empty: give those of the brokers, to which a producer must be let in");
    }
    if (bootstrapServers) {
      validateBootstrapServers(bootstrapServers);
    }
    if (bootstrapServers && lookUpLogGroup) {
      throw new Error(
        `'lookUpLogGroup' was given with 'bootstrapServers', so that nothing is looked up: leave out '${lookUpLogGroup.node.path}', or the servers`,
      );
    }
    this.clusterArn = clusterArn;
    this.authentication = authentication;
    this.bootstrapServers = bootstrapServers;
    this.lookUpLogGroup = lookUpLogGroup;
    this.listener = listenerOf(authentication);
    validateMskAuthentication(clusterArn, authentication);
    this.vpc = vpc;
    this._names = { clusterArn, bootstrapServers };
    const ports = bootstrapServers ? portsOf(bootstrapServers) : [this.listener.port];
    this.network = { vpc, securityGroups, ports };
  }

  public _bindEventSource(target: lambda.IFunction, options: KafkaEventSourceBindOptions): KafkaEventSourceConfig {
    validatePlaceOfCluster(target, this.clusterArn);
    // Lambda finds the brokers by the function's role. DescribeClusterV2 knows serverless clusters too.
    const actions = ['kafka:DescribeClusterV2', 'kafka:GetBootstrapBrokers'];
    if (this.authentication._mechanism === 'SASL_SCRAM_512') {
      actions.push('kafka:ListScramSecrets');
    }
    target.addToRolePolicy(new iam.PolicyStatement({ actions, resources: [this.clusterArn] }));
    grantReadSecrets(target, [this.authentication.credentials]);
    allowPollers(target, { ...this.network, ports: [this.listener.port] });
    this.grants?.consume(target, options);
    const access = this.authentication._sourceAccessConfigurations();
    return {
      eventSourceArn: this.clusterArn,
      sourceAccessConfigurations: access.length > 0 ? access : undefined, // CloudFormation takes no empty list
    };
  }

  public _prerequisites(): IConstruct[] {
    return rulesOfPollers(this.network);
  }

  public _bindProducer(producer: lambda.IFunction, { topic, vpc }: KafkaProducerBindOptions): Record<string, string> {
    grantReadSecrets(producer, [this.authentication.credentials]);
    allowProducer(producer, this.network, vpc);
    this.grantProduce(producer, topic);
    const servers = this.bootstrapServers ? Fn.join(',', this.bootstrapServers) : this.lookUpBrokers(producer);
    return producerEnvironment(servers, this.authentication);
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

  public _grantReadBack(grantee: iam.IGrantable, topic: string): iam.Grant {
    return this.grants?.readBack(grantee, topic) ?? decidedByBrokers(grantee);
  }

  private lookUpBrokers(producer: lambda.IFunction): string {
    const { field } = this.listener;
    const call = {
      service: 'Kafka',
      action: 'getBootstrapBrokers',
      parameters: { ClusterArn: this.clusterArn },
      outputPaths: [field],
      physicalResourceId: PhysicalResourceId.of(field),
    };
    const brokers = new AwsCustomResource(producer, 'BootstrapBrokers', {
      resourceType: 'Custom::KafkaBootstrapBrokers',
      onCreate: call,
      onUpdate: call,
      installLatestAwsSdk: false, // the call is as old as the service
      policy: AwsCustomResourcePolicy.fromStatements([
        new iam.PolicyStatement({ actions: ['kafka:GetBootstrapBrokers'], resources: [this.clusterArn] }),
      ]),
    });
    logTo(brokers, this.lookUpLogGroup);
    return brokers.getResponseField(field);
  }

  /** The permissions of IAM on the cluster; undefined if the brokers decide by the credentials. */
  private get grants(): IamGrants | undefined {
    return this.authentication._mechanism === 'IAM' ? new IamGrants(this.clusterArn) : undefined;
  }
}

function listenerOf({ _mechanism: mechanism, _tls: tls }: KafkaAuthentication): Listener {
  if (mechanism === 'NONE') {
    return tls ? TLS : PLAINTEXT;
  }
  const listener = LISTENERS[mechanism];
  if (!listener) {
    throw new Error(
      `authentication ${mechanism} is not known to Amazon MSK: give AWS IAM, SASL/SCRAM with SHA-512, mutual TLS, or none`,
    );
  }
  return listener;
}
