import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { areDifferentVpcs, subnetMadeHere, subnetsOf, vpcIdsOf } from './client-vpc';
import type { KnownMountTargets } from './mount-target-placement';

const NOTHING_KNOWN: KnownMountTargets = { placements: [], complete: false };

/**
 * The reasons why a client cannot reach a mount target, as sentences. There are none if all is well or cannot be known.
 *
 * A client mounts through the mount target of the Availability Zone that its network interface is in.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem-s3files.html
 * https://github.com/aws/efs-utils: the name that `mount.s3files` resolves contains the zone's id, and it tries no other name
 *
 * @param client the words for the client, such as 'the function'
 * @param subnetIds the subnets that the client runs in
 * @param known the mount targets; undefined for a file system of another library
 */
function networkErrors(client: string, subnetIds: string[], known: KnownMountTargets | undefined): string[] {
  const { placements, complete } = known ?? NOTHING_KNOWN;
  const [placement] = placements;
  if (!placement) {
    return complete
      ? [
          `the file system has no mount target, so that ${client} could not mount it: give the file system 'vpcConfiguration', or call 'addMountTargets'`,
        ]
      : [];
  }
  const here = placements.flatMap((p) => p.subnets.map((subnet) => subnet.availabilityZone));
  const zones = complete ? new Set(here) : undefined;
  const errors = subnetIds.map((subnetId) => subnetError(client, subnetId, placement.vpc, zones));
  return [...new Set(errors.filter((error) => error !== undefined))];
}

/** The same, but first compares the VPC of the client's security groups. */
export function connectionErrors(
  client: string,
  connectable: ec2.IConnectable,
  subnetIds: string[],
  known: KnownMountTargets | undefined,
): string[] {
  const [placement] = known?.placements ?? [];
  return placement && vpcIdsOf(connectable).some((vpcId) => areDifferentVpcs(vpcId, placement.vpc.vpcId))
    ? [otherVpcError(client, placement.vpc)]
    : networkErrors(client, subnetIds, known);
}

/** The sentence for a client that runs in a VPC in which the file system has no mount targets. */
function otherVpcError(client: string, vpc: ec2.IVpc): string {
  return `${client} runs in another VPC than the file system's mount targets (${vpc.node.path}): a file system can be mounted from one VPC only, put ${client} there`;
}

/** @param zones those with a mount target, if they are known */
function subnetError(
  client: string,
  subnetId: string,
  vpc: ec2.IVpc,
  zones: ReadonlySet<string> | undefined,
): string | undefined {
  const subnet = subnetsOf(vpc).find((candidate) => candidate.subnetId === subnetId);
  if (!subnet) {
    return isInAnotherVpc(subnetId, vpc) ? otherVpcError(client, vpc) : undefined;
  }
  return !zones || zones.has(subnet.availabilityZone)
    ? undefined
    : `${client} runs in ${subnet.node.path}, but the file system has no mount target in its Availability Zone: add that zone to 'vpcSubnets' of the file system, or put ${client} elsewhere`;
}

/** True only if the subnet is made in this app and its VPC is certainly another one. */
function isInAnotherVpc(subnetId: string, vpc: ec2.IVpc): boolean {
  const element = subnetMadeHere(subnetId);
  return element !== undefined && areDifferentVpcs(element.vpcId, vpc.vpcId);
}
