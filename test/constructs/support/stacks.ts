import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { App, Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { KafkaCluster } from '../../../src';

/** It writes no tree of its constructs, which no test reads and which takes a tenth of the time of these tests. */
export function newApp(): App {
  return new App({ treeMetadata: false });
}

export function newStack(app = newApp(), id = 'Stack', props: StackProps = {}): Stack {
  return new Stack(app, id, props);
}

/** Two Availability Zones with a private subnet each, and no NAT gateway: few resources are quick to synthesize. */
export function newVpc(scope: Construct, props: ec2.VpcProps = {}): ec2.Vpc {
  const { PRIVATE_WITH_EGRESS: subnetType } = ec2.SubnetType;
  const privateOnly = { natGateways: 0, subnetConfiguration: [{ name: 'Private', subnetType }] };
  return new ec2.Vpc(scope, 'Vpc', { maxAzs: 2, ...privateOnly, ...props });
}

/** With public subnets, too, and a NAT gateway in each, as CDK makes a VPC that is told nothing. */
export function newVpcWithPublicSubnets(scope: Construct): ec2.Vpc {
  return new ec2.Vpc(scope, 'Vpc', { maxAzs: 2 });
}

export function newFunction(
  scope: Construct,
  props: Partial<lambda.FunctionProps> = {},
  id = 'Function',
): lambda.Function {
  return new lambda.Function(scope, id, {
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async () => {};'),
    ...props,
  });
}

export function newCluster(scope: Construct, name = 'pkc-00000'): KafkaCluster {
  return KafkaCluster.confluentCloud({
    bootstrapServers: [`${name}.eu-central-1.aws.confluent.cloud:9092`],
    credentials: new secretsmanager.Secret(scope, 'Credentials'),
  });
}

const OF_THE_VPC = /^AWS::EC2::(VPC|Subnet|Route|EIP|NatGateway|InternetGateway)/;

/**
 * The template for a snapshot: without the VPC, which is CDK's, and with the hashes of assets replaced, which change with
 * every release of what a handler is bundled from.
 */
export function stableTemplate(stack: Stack): unknown {
  const template = JSON.parse(
    JSON.stringify(Template.fromStack(stack).toJSON()).replace(/[0-9a-f]{64}(?=\.zip)/g, 'asset'),
  );
  for (const [id, resource] of Object.entries<{ Type: string }>(template.Resources)) {
    if (OF_THE_VPC.test(resource.Type)) {
      delete template.Resources[id];
    }
  }
  return template;
}

export function warnings(stack: Stack): string[] {
  return Annotations.fromStack(stack)
    .findWarning('*', Match.anyValue())
    .map((message) => String(message.entry.data));
}

/** Every IAM statement of a template, in policies and inline in roles. */
export function statements(stack: Stack): Statement[] {
  const template = Template.fromStack(stack);
  const documents = [
    ...Object.values(template.findResources('AWS::IAM::Policy')).map((policy) => policy.Properties.PolicyDocument),
    ...Object.values(template.findResources('AWS::IAM::Role')).flatMap((role) =>
      (role.Properties.Policies ?? []).map((policy: { PolicyDocument: unknown }) => policy.PolicyDocument),
    ),
  ];
  return documents.flatMap((document: { Statement: Statement[] }) => document.Statement);
}

export interface Statement {
  readonly Sid?: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

export function actionsOf(statement: Statement): string[] {
  return [statement.Action].flat();
}
