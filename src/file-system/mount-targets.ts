import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3files from 'aws-cdk-lib/aws-s3files';
import { Annotations, Names, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { constructError } from '../construct-error';
import { IpAddressType, type MountTargetAddress, type VpcConfiguration } from '../interfaces/vpc-configuration';
import { checkProperties, having, listOf, OBJECT, oneOf, SECURITY_GROUPS } from '../property-check';
import { refuseUnknownLength, selectedSubnets } from '../selected-subnets';
import { validateAddresses } from './mount-target-address';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3files-mounttarget.html */
const MAX_SECURITY_GROUPS = 100;

/** One mount target in each Availability Zone of the selected subnets, all with the same security groups. */
export class MountTargets extends Construct {
  public readonly securityGroups: ec2.ISecurityGroup[];
  public readonly subnets: ec2.ISubnet[];
  public readonly mountTargets: s3files.CfnMountTarget[];

  /** @param taken the subnets of the mount targets that the file system has already */
  constructor(scope: Construct, id: string, fileSystemId: string, config: VpcConfiguration, taken: ec2.ISubnet[] = []) {
    super(scope, id);
    checkProperties(this, config, {
      vpc: { shape: having('vpcId', 'a VPC'), required: true },
      vpcSubnets: { shape: OBJECT },
      securityGroup: { shape: having('securityGroupId', 'a security group') },
      securityGroups: { shape: SECURITY_GROUPS },
      ipAddressType: { shape: oneOf('IpAddressType', IpAddressType) },
      addresses: { shape: listOf(OBJECT, 'a list of addresses with their subnets') },
    });
    const { subnets } = selectedSubnets(this, config, 'a file system that is mounted');
    refuseUnknownLength(this, subnets, config.vpc);
    this.subnets = onePerZone(subnets);
    validateZones(this, this.subnets, taken);
    validateAddresses(this, config.addresses ?? [], this.subnets, config.ipAddressType);
    validateSecurityGroups(this, config);
    if (config.ipAddressType === IpAddressType.IPV6_ONLY) {
      warnOfIpv6Only(this);
    }
    this.securityGroups = config.securityGroups ?? [config.securityGroup ?? this.newSecurityGroup(config.vpc)];
    this.mountTargets = this.subnets.map(
      (subnet) =>
        new s3files.CfnMountTarget(this, nameOf(subnet), {
          fileSystemId,
          subnetId: subnet.subnetId,
          securityGroups: this.securityGroups.map((group) => group.securityGroupId),
          ipAddressType: config.ipAddressType,
          ...addressIn(subnet, config.addresses),
        }),
    );
  }

  private newSecurityGroup(vpc: ec2.IVpc): ec2.SecurityGroup {
    return new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc,
      description: 'Mount targets of Amazon S3 Files',
      allowAllOutbound: false,
    });
  }
}

/** The default `allowAllOutbound: true` of a security group allows IPv4 only. */
function warnOfIpv6Only(scope: Construct): void {
  Annotations.of(scope).addWarningV2(
    'cdk-s3files:ipv6OnlyMountTargets',
    `the mount targets in '${scope.node.path}' have IPv6 addresses only, and by default a client's security group lets nothing out over IPv6: give clients a security group with 'allowAllIpv6Outbound: true', and functions 'ipv6AllowedForDualStack: true', in subnets that have IPv6`,
  );
}

function addressIn(subnet: ec2.ISubnet, addresses: MountTargetAddress[] = []): Omit<MountTargetAddress, 'subnet'> {
  const { ipv4Address, ipv6Address } = addresses.find((a) => a.subnet.subnetId === subnet.subnetId) ?? {};
  return { ipv4Address, ipv6Address };
}

function validateSecurityGroups(scope: Construct, { securityGroup, securityGroups }: VpcConfiguration): void {
  if (securityGroup && securityGroups) {
    throw constructError(
      scope,
      "both 'securityGroup' and 'securityGroups' are given: put all of them into 'securityGroups'",
    );
  }
  const count = securityGroups?.length;
  if (count !== undefined && (count === 0 || count > MAX_SECURITY_GROUPS)) {
    throw constructError(
      scope,
      `'securityGroups' has ${count} security groups, a mount target has 1 to ${MAX_SECURITY_GROUPS}: ${count === 0 ? 'name one, or leave it out for a new one' : 'name fewer'}`,
    );
  }
}

/**
 * The id of a mount target. It is made of the subnet, so that a further Availability Zone adds a mount target and replaces
 * none. The subnets of an imported VPC have numbers as construct ids, so their subnet id is used.
 */
function nameOf(subnet: ec2.ISubnet): string {
  return Token.isUnresolved(subnet.subnetId) ? Names.nodeUniqueId(subnet.node) : subnet.subnetId;
}

function validateZones(scope: Construct, subnets: ec2.ISubnet[], taken: ec2.ISubnet[]): void {
  const twice = subnets.find(({ availabilityZone }) =>
    taken.some((other) => other.availabilityZone === availabilityZone),
  );
  if (twice) {
    throw constructError(
      scope,
      `there is a mount target in the Availability Zone of ${twice.node.path} already, and a file system has one for each zone: select subnets of other zones`,
    );
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-resources.html: one mount target for each zone. */
function onePerZone(subnets: ec2.ISubnet[]): ec2.ISubnet[] {
  const first = new Map<string, ec2.ISubnet>();
  for (const subnet of subnets) {
    if (!first.has(subnet.availabilityZone)) {
      first.set(subnet.availabilityZone, subnet);
    }
  }
  return [...first.values()];
}
