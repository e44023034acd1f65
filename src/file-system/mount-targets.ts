import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3files from 'aws-cdk-lib/aws-s3files';
import { Names, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

/**
 * Which IP addresses a mount target gets.
 */
export enum IpAddressType {
  /**
   * IPv4 only.
   */
  IPV4_ONLY = 'IPV4_ONLY',

  /**
   * IPv6 only.
   */
  IPV6_ONLY = 'IPV6_ONLY',

  /**
   * IPv4 and IPv6.
   */
  DUAL_STACK = 'DUAL_STACK',
}

/**
 * Where the mount targets of a file system are.
 */
export interface VpcConfiguration {
  /**
   * The VPC that clients mount from. A file system has mount targets in one VPC.
   */
  readonly vpc: ec2.IVpc;

  /**
   * The subnets to put mount targets in: those of the zones that clients run in.
   *
   * Of several in one Availability Zone the first is taken, since the service has one mount target for each zone.
   *
   * @default - the VPC's private subnets, or its isolated or public ones if there are no others
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The security group of the mount targets.
   *
   * @default - a new one, which lets nobody in until a client is attached
   */
  readonly securityGroup?: ec2.ISecurityGroup;

  /**
   * Which IP addresses the mount targets get.
   *
   * @default IpAddressType.IPV4_ONLY
   */
  readonly ipAddressType?: IpAddressType;
}

/** One mount target in each Availability Zone of a selection, behind one security group. */
export class MountTargets extends Construct {
  public readonly securityGroup: ec2.ISecurityGroup;
  public readonly subnets: ec2.ISubnet[];
  public readonly mountTargets: s3files.CfnMountTarget[];

  /** @param taken subnets in whose Availability Zones the file system has a mount target already */
  constructor(scope: Construct, id: string, fileSystemId: string, config: VpcConfiguration, taken: ec2.ISubnet[] = []) {
    super(scope, id);
    this.subnets = onePerZone(config.vpc.selectSubnets(config.vpcSubnets).subnets);
    validateZones(this.subnets, taken);
    this.securityGroup =
      config.securityGroup ??
      new ec2.SecurityGroup(this, 'SecurityGroup', {
        vpc: config.vpc,
        description: 'Mount targets of Amazon S3 Files',
        allowAllOutbound: false,
      });
    this.mountTargets = this.subnets.map(
      (subnet) =>
        new s3files.CfnMountTarget(this, nameOf(subnet), {
          fileSystemId,
          subnetId: subnet.subnetId,
          securityGroups: [this.securityGroup.securityGroupId],
          ipAddressType: config.ipAddressType,
        }),
    );
  }
}

/**
 * Named after its subnet, so that another Availability Zone adds a mount target and replaces none. The constructs of an
 * imported VPC's subnets are only numbered: there the id itself is the name.
 */
function nameOf(subnet: ec2.ISubnet): string {
  return Token.isUnresolved(subnet.subnetId) ? Names.nodeUniqueId(subnet.node) : subnet.subnetId;
}

function validateZones(subnets: ec2.ISubnet[], taken: ec2.ISubnet[]): void {
  const twice = subnets.find(({ availabilityZone }) =>
    taken.some((other) => other.availabilityZone === availabilityZone),
  );
  if (twice) {
    throw new Error(
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
