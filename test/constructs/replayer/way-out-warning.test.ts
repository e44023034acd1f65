import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Stack } from 'aws-cdk-lib/core';
import { KafkaAuthentication, type KafkaCluster, S3FilesFileSystem, S3FilesReplayer } from '../../../src';
import { Surroundings } from '../kafka/clusters';
import { newStack, newVpc, warnings } from '../support/stacks';

const { PRIVATE_ISOLATED, PRIVATE_WITH_EGRESS, PUBLIC } = ec2.SubnetType;
const { GatewayVpcEndpointAwsService: Gateways, InterfaceVpcEndpointAwsService: Interfaces } = ec2;

let stack: Stack;
let vpc: ec2.Vpc;
beforeEach(() => {
  stack = newStack();
  vpc = newVpc(stack, {
    subnetConfiguration: [
      { name: 'Public', subnetType: PUBLIC },
      { name: 'Private', subnetType: PRIVATE_WITH_EGRESS },
      { name: 'Isolated', subnetType: PRIVATE_ISOLATED },
    ],
  });
});

/** A replayer in isolated subnets that reaches brokers of the VPC with a secret. */
function isolatedReplayer(clusterOf?: (given: Surroundings) => KafkaCluster): void {
  const given = new Surroundings(stack);
  const accessPoint = new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc } }).addAccessPoint('Events');
  const scram = () => given.msk({ vpc, authentication: KafkaAuthentication.saslScram512(given.mskCredentials) });
  const cluster = clusterOf?.(given) ?? scram();
  const vpcSubnets = { subnetType: PRIVATE_ISOLATED };
  new S3FilesReplayer(stack, 'Replayer', { accessPoint, vpc, vpcSubnets, cluster, topic: 'events-replay' });
}

function wayOutWarnings(): string[] {
  return warnings(stack).filter((text) => text.includes('replayerInIsolatedSubnets'));
}

test('isolated subnets get a warning that names what must be reached and the endpoints that lead there', () => {
  isolatedReplayer();
  expect(wayOutWarnings()).toEqual([
    expect.stringMatching(
      /must reach AWS Secrets Manager and Amazon S3 .*: choose 'vpcSubnets' with egress, or add an interface endpoint .*SECRETS_MANAGER.* and the gateway endpoint of Amazon S3, which costs nothing/,
    ),
  ]);
});

test('with OAUTHBEARER the token endpoint must be reached too, which has no endpoint in the VPC', () => {
  vpc.addInterfaceEndpoint('Secrets', { service: Interfaces.SECRETS_MANAGER });
  vpc.addGatewayEndpoint('S3', { service: Gateways.S3 });
  isolatedReplayer((given) => {
    const authentication = KafkaAuthentication.oauthBearer(given.credentials);
    return given.selfManaged({ authentication, vpc, securityGroups: [given.brokers] });
  });
  expect(wayOutWarnings()).toEqual([
    expect.stringContaining("must reach the token endpoint: choose 'vpcSubnets' with egress"),
  ]);
});

const STS = { authentication: KafkaAuthentication.iamOauthBearer({ audience: 'kafka' }) };

test('with tokens of AWS STS that must be reached, and Secrets Manager only for a root certificate', () => {
  vpc.addGatewayEndpoint('S3', { service: Gateways.S3 });
  isolatedReplayer((given) => given.selfManaged({ ...STS, vpc, securityGroups: [given.brokers] }));
  expect(wayOutWarnings()).toEqual([
    expect.stringMatching(
      /must reach AWS STS: choose 'vpcSubnets' with egress, or add an interface endpoint for AWS STS /,
    ),
  ]);
});

test('its own endpoint leads to AWS STS, and not the one by which brokers read the keys of its tokens', () => {
  vpc.addGatewayEndpoint('S3', { service: Gateways.S3 });
  vpc.addInterfaceEndpoint('Keys', { service: new ec2.InterfaceVpcEndpointAwsService('sts-oidc') });
  isolatedReplayer((given) => given.selfManaged({ ...STS, vpc, securityGroups: [given.brokers] }));
  expect(wayOutWarnings()).toHaveLength(1);
});

test('whose endpoint may be there', () => {
  vpc.addGatewayEndpoint('S3', { service: Gateways.S3 });
  vpc.addInterfaceEndpoint('Sts', { service: Interfaces.STS });
  isolatedReplayer((given) => given.selfManaged({ ...STS, vpc, securityGroups: [given.brokers] }));
  expect(wayOutWarnings()).toEqual([]);
});

test('endpoints of the VPC are ways out, also those that are added later', () => {
  vpc.addInterfaceEndpoint('Secrets', { service: Interfaces.SECRETS_MANAGER });
  isolatedReplayer();
  vpc.addGatewayEndpoint('S3', { service: Gateways.S3 });
  expect(wayOutWarnings()).toEqual([]);
});

test('an endpoint of another service is no way out', () => {
  isolatedReplayer();
  vpc.addGatewayEndpoint('Tables', { service: Gateways.DYNAMODB });
  vpc.addInterfaceEndpoint('Secrets', { service: Interfaces.SECRETS_MANAGER });
  expect(wayOutWarnings()).toEqual([expect.stringContaining('must reach Amazon S3')]);
});

test('nor is a gateway that other subnets have', () => {
  isolatedReplayer();
  vpc.addGatewayEndpoint('S3', { service: Gateways.S3, subnets: [{ subnetType: PRIVATE_WITH_EGRESS }] });
  expect(wayOutWarnings()).toEqual([expect.stringContaining('Amazon S3')]);
});

test('nor one of another VPC', () => {
  isolatedReplayer();
  new ec2.Vpc(stack, 'Other').addGatewayEndpoint('S3', { service: Gateways.S3 });
  expect(wayOutWarnings()).toEqual([expect.stringContaining('Amazon S3')]);
});
