import type { App } from 'aws-cdk-lib/core';
import { MountAccess } from '../../src';
import { type DeployedResource, Deployment } from './deployment';
import { clientGrants } from './grants';
import { CLIENT } from './kit';
import { Order } from './order';
import type { Outcome } from './outcome';

export interface Expectation {
  readonly access?: MountAccess;
  /** The ids of the mount targets' security groups, where the mount targets are not in the app. */
  readonly securityGroups?: string[];
  /** How many functions mount. */
  readonly clients?: number;
}

/** Synthesizes the app and looks at every client: whether it mounts, and what deploying it or mounting would trip over. */
export function observe(app: App, expected: Expectation = {}): Outcome {
  const deployment = new Deployment(app);
  const order = new Order(deployment);
  const clients = deployment
    .ofType('AWS::Lambda::Function')
    .filter(({ properties }) => properties.Description === CLIENT);
  if (clients.length !== (expected.clients ?? 1)) {
    throw new Error(`the scenario has ${clients.length} functions, ${expected.clients ?? 1} were meant: mend the row`);
  }
  const grants = clients.map((client) => clientGrants(deployment, client, expected.access ?? MountAccess.READ_WRITE));
  const faults = [
    ...clients.flatMap((client) => networkFaults(deployment, order, client, expected)),
    ...grants.flatMap(({ faults }) => faults),
  ];
  if (faults.length > 0) {
    return { works: false, text: [...new Set(faults)].join('; ') };
  }
  const who = clients.length === 1 ? 'mounts' : `${clients.length} functions mount`;
  const [{ granted }] = grants;
  return { works: true, text: `${who}; ingress and egress rule; waits for both and the mount targets; ${granted}` };
}

function networkFaults(
  deployment: Deployment,
  order: Order,
  client: DeployedResource,
  expected: Expectation,
): string[] {
  const { properties, stack } = client;
  const mounts = properties.FileSystemConfigs as unknown[] | undefined;
  const follow = (value: unknown, from = stack) => deployment.follow(value, from);
  const targets = deployment.ofType('AWS::S3Files::MountTarget');
  const targetGroups =
    expected.securityGroups ??
    targets.flatMap((target) => (target.properties.SecurityGroups as unknown[]).map((id) => follow(id, target.stack)));
  const ownGroups = (properties.VpcConfig as { SecurityGroupIds: unknown[] }).SecurityGroupIds.map((id) => follow(id));

  const ingress = rules(deployment, 'Ingress', 'GroupId', targetGroups, 'SourceSecurityGroupId', ownGroups);
  const egress = rules(deployment, 'Egress', 'GroupId', ownGroups, 'DestinationSecurityGroupId', targetGroups);
  const waitsFor = (ids: DeployedResource[]) => ids.every(({ id }) => order.waits(client.id, id));
  return [
    ...(mounts?.length === 1 ? [] : ['no mount on the function']),
    ...(targets.length > 0 || expected.securityGroups ? [] : ['no mount target']),
    ...(ingress.length > 0 ? [] : ["no ingress rule on the mount targets' security group"]),
    ...(egress.length > 0 ? [] : ["no egress rule on the function's security group"]),
    ...zoneFaults(deployment, client, targets),
    ...(waitsFor(targets) ? [] : ['does not wait for the mount targets']),
    ...(waitsFor(ingress) ? [] : ['does not wait for the ingress rule']),
    ...(waitsFor(egress) ? [] : ['does not wait for the egress rule']),
  ];
}

/** Lambda mounts through the mount target of the Availability Zone that its network interface is in. */
function zoneFaults(deployment: Deployment, client: DeployedResource, targets: DeployedResource[]): string[] {
  const subnetIds = (client.properties.VpcConfig as { SubnetIds: unknown[] }).SubnetIds;
  const subnets = subnetIds.map((id) => subnetOf(deployment, client, id));
  const targetSubnets = targets.map((target) => subnetOf(deployment, target, target.properties.SubnetId));
  const zones = targetSubnets.map(({ zone }) => zone);
  const vpcs = targetSubnets.map(({ vpc }) => vpc);
  if (targets.length === 0) {
    return [];
  }
  if (!subnets.every(({ vpc }) => vpcs.includes(vpc))) {
    return ['the mount targets are in another VPC'];
  }
  return subnets.every(({ zone }) => zones.includes(zone)) ? [] : ['no mount target in one of its Availability Zones'];
}

function subnetOf(deployment: Deployment, { stack }: DeployedResource, id: unknown): { zone: string; vpc: string } {
  const subnet = deployment.find(deployment.follow(id, stack));
  return {
    zone: JSON.stringify(subnet?.properties.AvailabilityZone),
    vpc: subnet ? deployment.follow(subnet.properties.VpcId, subnet.stack) : '',
  };
}

function rules(
  deployment: Deployment,
  direction: 'Ingress' | 'Egress',
  groupKey: string,
  groups: string[],
  peerKey: string,
  peers: string[],
): DeployedResource[] {
  return deployment
    .ofType(`AWS::EC2::SecurityGroup${direction}`)
    .filter(
      ({ properties, stack }) =>
        properties.FromPort === 2049 &&
        groups.includes(deployment.follow(properties[groupKey], stack)) &&
        peers.includes(deployment.follow(properties[peerKey], stack)),
    );
}
