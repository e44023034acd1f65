import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Reference, Token, Tokenization } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** `Vpc.fromLookup` has this one until the account was asked, which an error here would prevent. */
const NOT_LOOKED_UP_YET = 'vpc-12345';

/**
 * Whether two VPCs are certainly two: both are made in this app, or both are known by their ids. Anything else that is not
 * literal may turn out to be the same, and the id of an imported one may be that of one made here.
 */
export function areDifferentVpcs(vpcId: string, other: string): boolean {
  const [one, two] = [referredTo(vpcId), referredTo(other)];
  if (ec2.CfnVPC.isCfnVPC(one) && ec2.CfnVPC.isCfnVPC(two)) {
    return one !== two;
  }
  return vpcId !== other && [vpcId, other].every((id) => !Token.isUnresolved(id) && id !== NOT_LOOKED_UP_YET);
}

/**
 * The VPCs of security groups, where they are made in this app. A client does not tell its VPC, but its security groups
 * stand in the same one.
 */
export function vpcIdsOf({ connections }: ec2.IConnectable): string[] {
  return connections.securityGroups
    .map(({ node }) => node.defaultChild)
    .filter((resource) => ec2.CfnSecurityGroup.isCfnSecurityGroup(resource))
    .map(({ vpcId }) => vpcId)
    .filter((vpcId) => vpcId !== undefined);
}

/** The element of a subnet that is made in this app. */
export function subnetMadeHere(subnetId: string): ec2.CfnSubnet | undefined {
  const element = referredTo(subnetId);
  return ec2.CfnSubnet.isCfnSubnet(element) ? element : undefined;
}

/**
 * Those of a client's subnets that a VPC does not know of, though all of its own are known: the client may run in another
 * VPC, or the VPC was imported with some of its subnets only.
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

export function subnetsOf(vpc: ec2.IVpc): ec2.ISubnet[] {
  return [...vpc.privateSubnets, ...vpc.isolatedSubnets, ...vpc.publicSubnets];
}

/** A parameter or an import by name may hold any subnet; and so may one that was not looked up yet, such as `p-12345`. */
function isKnown(subnetId: string): boolean {
  return subnetMadeHere(subnetId) !== undefined || (!Token.isUnresolved(subnetId) && subnetId.startsWith('subnet-'));
}

function referredTo(id: string): IConstruct | undefined {
  const token = Tokenization.reverseString(id).firstToken;
  return Reference.isReference(token) ? token.target : undefined;
}
