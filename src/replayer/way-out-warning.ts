import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Annotations, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/** Something outside the subnets that a function calls. */
export interface Destination {
  /** The words for it in a sentence. */
  readonly name: string;
  /** The last part of the name of the service's endpoints in a VPC; undefined if it has none. */
  readonly service: string | undefined;
}

/** Returns the issuers of the tokens that a function authenticates with. Most authentications have none. */
export function tokenIssuersOf(authentication: string | undefined): Destination[] {
  const issuer = TOKEN_ISSUERS[authentication ?? ''];
  return issuer === undefined ? [] : [issuer];
}

const TOKEN_ISSUERS: Readonly<Record<string, Destination>> = {
  OAUTHBEARER: { name: 'the token endpoint', service: undefined },
  IAM_OAUTHBEARER: { name: 'AWS STS', service: 'sts' },
};

interface Subnets {
  readonly vpc: ec2.IVpc;
  readonly vpcSubnets?: ec2.SubnetSelection;
}

/**
 * Warns at synthesis of what a function calls and cannot reach, since its subnets are isolated. The endpoints that the
 * app makes in the VPC are ways out, whenever they are added; those that it does not make cannot be known.
 */
export function warnOfNoWayOut(scope: Construct, { vpc, vpcSubnets }: Subnets, destinations: Destination[]): void {
  const isolatedIds = new Set(vpc.isolatedSubnets.map(({ subnetId }) => subnetId));
  const isolated = vpc.selectSubnets(vpcSubnets).subnets.filter(({ subnetId }) => isolatedIds.has(subnetId));
  scope.node.addValidation({
    validate: () => {
      const unreachable = destinations.filter(({ service }) =>
        isolated.some((subnet) => !leadsTo(vpc, subnet, service)),
      );
      if (unreachable.length > 0) {
        Annotations.of(scope).addWarningV2(
          'cdk-s3files:replayerInIsolatedSubnets',
          `replayer '${scope.node.path}' runs in isolated subnets, but must reach ${enumerate(unreachable)}: ${waysOut(unreachable)}`,
        );
      }
      return [];
    },
  });
}

/** A gateway endpoint serves the subnets whose route tables it is in; an interface endpoint, the whole VPC. */
function leadsTo(vpc: ec2.IVpc, subnet: ec2.ISubnet, service: string | undefined): boolean {
  return vpc.node.root.node.findAll().some((candidate) => {
    if (service === undefined || !ec2.CfnVPCEndpoint.isCfnVPCEndpoint(candidate) || candidate.vpcId !== vpc.vpcId) {
      return false;
    }
    const stack = Stack.of(candidate);
    if (!JSON.stringify(stack.resolve(candidate.serviceName)).includes(`.${service}"`)) {
      return false;
    }
    const tables = JSON.stringify(stack.resolve(candidate.routeTableIds) ?? []);
    const table = JSON.stringify(stack.resolve(subnet.routeTable.routeTableId));
    return candidate.vpcEndpointType !== 'Gateway' || tables.includes(table);
  });
}

function enumerate(destinations: Destination[]): string {
  const names = destinations.map(({ name }) => name);
  return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((part) => part !== '').join(' and ');
}

function waysOut(unreachable: Destination[]): string {
  const endpoints = unreachable.flatMap(({ service }) => (service === undefined ? [] : [HOW_TO_ADD[service]]));
  const other = endpoints.length > 0 ? `, or add ${endpoints.join(' and ')} if the app makes none elsewhere` : '';
  return `choose 'vpcSubnets' with egress${other}`;
}

/** https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html: gateway endpoints for Amazon S3 cost nothing. */
const HOW_TO_ADD: Record<string, string> = {
  s3: "the gateway endpoint of Amazon S3, which costs nothing (vpc.addGatewayEndpoint('S3', { service: GatewayVpcEndpointAwsService.S3 }))",
  secretsmanager:
    "an interface endpoint for AWS Secrets Manager (vpc.addInterfaceEndpoint('Secrets', { service: InterfaceVpcEndpointAwsService.SECRETS_MANAGER }))",
  sts: "an interface endpoint for AWS STS (vpc.addInterfaceEndpoint('Sts', { service: InterfaceVpcEndpointAwsService.STS }))",
};
