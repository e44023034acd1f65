import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Reference, Tokenization } from 'aws-cdk-lib/core';
import type { MountTargetPlacement } from './mount-target-placement';

/**
 * What keeps a function from reaching a mount target, in words; nothing where all is well or cannot be known.
 *
 * Lambda mounts through the mount target of the Availability Zone that its network interface is in.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem-s3files.html
 */
export function networkErrors(
  cfnFunction: lambda.CfnFunction,
  placements: MountTargetPlacement[] | undefined,
): string[] {
  if (!placements) {
    return []; // an imported file system: its mount targets are not known here
  }
  const [placement] = placements;
  if (!placement) {
    return [
      "the file system has no mount target, so that the function could not mount it: give the file system 'vpcConfiguration', or call 'addMountTargets'",
    ];
  }
  const zones = new Set(placements.flatMap((p) => p.subnets.map((subnet) => subnet.availabilityZone)));
  const errors = functionSubnetIds(cfnFunction).map((subnetId) => subnetError(subnetId, placement.vpc, zones));
  return [...new Set(errors.filter((error) => error !== undefined))];
}

function subnetError(subnetId: string, vpc: ec2.IVpc, zones: Set<string>): string | undefined {
  const subnet = [...vpc.privateSubnets, ...vpc.isolatedSubnets, ...vpc.publicSubnets].find(
    (candidate) => candidate.subnetId === subnetId,
  );
  if (!subnet) {
    return isInAnotherVpc(subnetId, vpc)
      ? `the function runs in another VPC than the file system's mount targets (${vpc.node.path}): a file system can be mounted from one VPC only, put the function there`
      : undefined;
  }
  return zones.has(subnet.availabilityZone)
    ? undefined
    : `the function runs in ${subnet.node.path}, but the file system has no mount target in its Availability Zone: add that zone to 'vpcSubnets' of the file system, or take it out of the function's`;
}

/** True only if the subnet is one of this app and stands in a VPC that is not the given one. */
function isInAnotherVpc(subnetId: string, vpc: ec2.IVpc): boolean {
  const target = Tokenization.reverseString(subnetId).firstToken;
  return Reference.isReference(target) && ec2.CfnSubnet.isCfnSubnet(target.target) && target.target.vpcId !== vpc.vpcId;
}

function functionSubnetIds(cfnFunction: lambda.CfnFunction): string[] {
  const vpcConfig = cfnFunction.vpcConfig;
  return vpcConfig && 'subnetIds' in vpcConfig ? (vpcConfig.subnetIds ?? []) : [];
}
