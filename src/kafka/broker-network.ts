import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Annotations, Stack, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { constructError } from '../construct-error';

/** The network of brokers that are reached from inside a VPC only. */
export interface BrokerNetwork {
  readonly vpc: ec2.IVpc;
  readonly securityGroups: ec2.ISecurityGroup[];
  /** The ports of the brokers; undefined if they are known at deployment only. */
  readonly ports: number[] | undefined;
}

/**
 * Lets Lambda's pollers into the network of the brokers. The pollers run on network interfaces that have the brokers' own
 * security groups, so each group must let itself in. The rule is added only to groups that the app defines: an imported
 * group may have it already, and adding it a second time would fail the deployment.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-msk-cluster-network.html
 */
export function allowPollers(target: lambda.IFunction, { securityGroups, ports }: BrokerNetwork): void {
  for (const group of securityGroups) {
    if (group instanceof ec2.SecurityGroup) {
      for (const port of tcp(ports)) {
        clientSide(group).allowTo(group, port, 'Kafka: pollers of AWS Lambda to the brokers');
      }
    }
  }
  target.addToRolePolicy(
    new iam.PolicyStatement({
      actions: [
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeVpcs',
      ],
      resources: ['*'], // Amazon EC2 knows no resources for what describes them
    }),
  );
  target.addToRolePolicy(
    new iam.PolicyStatement({
      actions: ['ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface'],
      // The ids of interfaces are Lambda's, and unknown before they are made; this is the narrowest form that it takes.
      // https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
      resources: [Stack.of(target).formatArn({ service: 'ec2', resource: '*', resourceName: '*' })],
    }),
  );
}

/**
 * The rules by which the brokers' groups let themselves in. Lambda tries the brokers when it makes a mapping, which must
 * come after them.
 */
export function rulesOfPollers({ securityGroups }: BrokerNetwork): IConstruct[] {
  return securityGroups.flatMap((group) => group.node.findAll().filter((child) => isOwnRule(child, group)));
}

function isOwnRule(child: IConstruct, { securityGroupId }: ec2.ISecurityGroup): boolean {
  return (
    (ec2.CfnSecurityGroupIngress.isCfnSecurityGroupIngress(child) && child.sourceSecurityGroupId === securityGroupId) ||
    (ec2.CfnSecurityGroupEgress.isCfnSecurityGroupEgress(child) && child.destinationSecurityGroupId === securityGroupId)
  );
}

/**
 * Lets a function reach the brokers. Both rules are written from the function's side, so that the stack of the brokers'
 * security groups does not come to depend on the function's.
 */
export function allowProducer(producer: lambda.IFunction, network: BrokerNetwork, vpc: ec2.IVpc | undefined): void {
  if (!producer.isBoundToVpc) {
    throw constructError(
      producer,
      `function '${producer.node.path}' has no VPC, but the brokers are reached from inside theirs only: give the function 'vpc', the brokers'`,
    );
  }
  if (vpc && isAnother(vpc, network.vpc)) {
    Annotations.of(producer).addWarningV2(
      'cdk-s3files:producerOutsideClusterVpc',
      `function '${producer.node.path}' runs in another VPC than the brokers (${network.vpc.node.path}): run it there, or make sure that the two are connected, by peering or a transit gateway`,
    );
  }
  for (const group of producer.connections.securityGroups) {
    const side = clientSide(group);
    for (const brokers of network.securityGroups) {
      for (const port of tcp(network.ports)) {
        side.allowTo(brokers, port, 'Kafka: producer to the brokers');
      }
    }
  }
}

/** A group that lets everything out is a peer only: CDK would ignore an egress rule on it, and warn. */
function clientSide(group: ec2.ISecurityGroup): ec2.Connections {
  return new ec2.Connections(group.allowAllOutbound ? { peer: group } : { securityGroups: [group] });
}

/** All ports, if the brokers' are a token: a rule needs a number when it is rendered. */
function tcp(ports: number[] | undefined): ec2.Port[] {
  return ports?.map((port) => ec2.Port.tcp(port)) ?? [ec2.Port.allTcp()];
}

/** Tells whether two VPCs are surely not the same. One of them may be the other, imported. */
function isAnother(one: ec2.IVpc, other: ec2.IVpc): boolean {
  const ids = [one.vpcId, other.vpcId];
  const comparable = ids.every((id) => !Token.isUnresolved(id)) || [one, other].every((vpc) => vpc instanceof ec2.Vpc);
  return comparable && one.vpcId !== other.vpcId;
}
