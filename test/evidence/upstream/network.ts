import type { Client } from './clients';
import type { DeployedResource, Deployment } from './deployment';
import type { Order } from './order';

/**
 * The faults of the network between a client and the mount targets.
 *
 * @param targetGroups the security groups of mount targets that are not in the app
 */
export function networkFaults(
  deployment: Deployment,
  order: Order,
  client: Client,
  targetGroups: readonly string[] | undefined,
): string[] {
  const { resource } = client;
  const targets = deployment.ofType('AWS::S3Files::MountTarget');
  const theirs = targetGroups ?? targets.flatMap((target) => groupsOf(deployment, target));
  const own = client.securityGroups.map((id) => deployment.follow(id, resource.stack));

  const ingress = rules(deployment, 'Ingress', theirs, 'SourceSecurityGroupId', own);
  const egress = rules(deployment, 'Egress', own, 'DestinationSecurityGroupId', theirs);
  const waitsFor = (resources: DeployedResource[]) => resources.every(({ id }) => order.waits(resource.id, id));
  return [
    ...(targets.length > 0 || targetGroups ? [] : ['no mount target']),
    ...(ingress.length > 0 ? [] : ["no ingress rule on the mount targets' security group"]),
    ...(egress.length > 0 ? [] : ["no egress rule on the client's security group"]),
    ...zoneFaults(deployment, client, targets),
    ...(waitsFor(targets) ? [] : ['does not wait for the mount targets']),
    ...(waitsFor(ingress) ? [] : ['does not wait for the ingress rule']),
    ...(waitsFor(egress) ? [] : ['does not wait for the egress rule']),
  ];
}

function groupsOf(deployment: Deployment, { properties, stack }: DeployedResource): string[] {
  return (properties.SecurityGroups as unknown[]).map((id) => deployment.follow(id, stack));
}

/** The rules of some security groups that let NFS through from or to others. */
function rules(
  deployment: Deployment,
  direction: 'Ingress' | 'Egress',
  groups: readonly string[],
  peerKey: string,
  peers: readonly string[],
): DeployedResource[] {
  return deployment
    .ofType(`AWS::EC2::SecurityGroup${direction}`)
    .filter(
      ({ properties, stack }) =>
        properties.FromPort === 2049 &&
        groups.includes(deployment.follow(properties.GroupId, stack)) &&
        peers.includes(deployment.follow(properties[peerKey], stack)),
    );
}

/** A client mounts through the mount target of the Availability Zone that its network interface is in. */
function zoneFaults(deployment: Deployment, { resource, subnets }: Client, targets: DeployedResource[]): string[] {
  if (targets.length === 0) {
    return [];
  }
  const own = subnets.map((id) => subnetOf(deployment, resource, id));
  const theirs = targets.map((target) => subnetOf(deployment, target, target.properties.SubnetId));
  if (!own.every(({ vpc }) => theirs.some((other) => other.vpc === vpc))) {
    return ['the mount targets are in another VPC'];
  }
  return own.every(({ zone }) => theirs.some((other) => other.zone === zone))
    ? []
    : ['no mount target in one of its Availability Zones'];
}

function subnetOf(deployment: Deployment, { stack }: DeployedResource, id: unknown): { zone: string; vpc: string } {
  const subnet = deployment.find(deployment.follow(id, stack));
  return {
    zone: JSON.stringify(subnet?.properties.AvailabilityZone),
    vpc: subnet ? deployment.follow(subnet.properties.VpcId, subnet.stack) : '',
  };
}
