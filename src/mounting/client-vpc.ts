import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Reference, Token, Tokenization } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** The id that `Vpc.fromLookup` returns before the lookup. An error at that moment would prevent the lookup. */
const NOT_LOOKED_UP_YET = 'vpc-12345';

/**
 * True if two VPCs are certainly different: both are made in this app, or both ids are known. Otherwise they may be the
 * same: a token may have any value, and the id of an imported VPC may be that of a VPC made here.
 */
export function areDifferentVpcs(vpcId: string, other: string): boolean {
  const [one, two] = [referredTo(vpcId), referredTo(other)];
  if (ec2.CfnVPC.isCfnVPC(one) && ec2.CfnVPC.isCfnVPC(two)) {
    return one !== two;
  }
  return vpcId !== other && [vpcId, other].every((id) => !Token.isUnresolved(id) && id !== NOT_LOOKED_UP_YET);
}

/**
 * The VPCs of a client's security groups that are made in this app. A client does not have its VPC as a property, but its
 * security groups are in the same VPC.
 */
export function vpcIdsOf({ connections }: ec2.IConnectable): string[] {
  return connections.securityGroups
    .map(({ node }) => node.defaultChild)
    .filter((resource) => ec2.CfnSecurityGroup.isCfnSecurityGroup(resource))
    .map(({ vpcId }) => vpcId)
    .filter((vpcId) => vpcId !== undefined);
}

/** The `CfnSubnet` behind a subnet id, if it is made in this app. */
export function subnetMadeHere(subnetId: string): ec2.CfnSubnet | undefined {
  const element = referredTo(subnetId);
  return ec2.CfnSubnet.isCfnSubnet(element) ? element : undefined;
}

/**
 * The client's subnets that are not among the subnets of a VPC. Either the client runs in another VPC, or the VPC was
 * imported with some of its subnets only. There are none if any id is not known.
 */
export function unknownSubnets(client: ec2.IConnectable, subnetIds: string[], vpc: ec2.IVpc): string[] {
  const known = subnetsOf(vpc).map(({ subnetId }) => subnetId);
  if (vpcIdsOf(client).includes(vpc.vpcId) || !known.every(isKnown)) {
    return [];
  }
  return subnetIds
    .filter((subnetId) => isKnown(subnetId) && !known.includes(subnetId))
    .filter((subnetId) => subnetMadeHere(subnetId)?.vpcId !== vpc.vpcId)
    .map((subnetId) => subnetMadeHere(subnetId)?.node.path ?? subnetId);
}

/** All subnets of a VPC. */
export function subnetsOf(vpc: ec2.IVpc): ec2.ISubnet[] {
  return [...vpc.privateSubnets, ...vpc.isolatedSubnets, ...vpc.publicSubnets];
}

/** A token may be any subnet, and so may an id before its lookup, such as `p-12345`. */
function isKnown(subnetId: string): boolean {
  return subnetMadeHere(subnetId) !== undefined || (!Token.isUnresolved(subnetId) && subnetId.startsWith('subnet-'));
}

function referredTo(id: string): IConstruct | undefined {
  const token = Tokenization.reverseString(id).firstToken;
  return Reference.isReference(token) ? token.target : undefined;
}
