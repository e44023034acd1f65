import type * as ec2 from 'aws-cdk-lib/aws-ec2';

/**
 * The kind of IP addresses that a mount target gets.
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
 * The IP addresses of the mount target in one subnet.
 */
export interface MountTargetAddress {
  /**
   * The subnet of the mount target. It must be one that `vpcSubnets` selects.
   */
  readonly subnet: ec2.ISubnet;

  /**
   * A free IPv4 address of the subnet. The first four addresses and the last belong to AWS.
   *
   * @default - AWS chooses one, unless the address type is `IPV6_ONLY`, with which giving one is an error
   */
  readonly ipv4Address?: string;

  /**
   * A free IPv6 address of the subnet.
   *
   * @default - AWS chooses one, unless the address type is `IPV4_ONLY`, with which giving one is an error
   */
  readonly ipv6Address?: string;
}

/**
 * The VPC, the subnets and the security groups of a file system's mount targets.
 */
export interface VpcConfiguration {
  /**
   * The VPC that clients mount from. All mount targets of a file system are in one VPC. Another one replaces the mount
   * targets, which the service refuses while the former are there: make another file system over the bucket.
   */
  readonly vpc: ec2.IVpc;

  /**
   * The subnets of the mount targets: select the Availability Zones that clients run in.
   *
   * Of several subnets in one Availability Zone the first is used, because the service allows one mount target for each
   * zone.
   *
   * @default - the VPC's private subnets, or its isolated or public subnets if it has no others
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The security group of the mount targets. To give several, use `securityGroups`.
   *
   * @default - a new security group, which lets nobody in until a client is attached; of an imported file system the one
   *   that was given where it was imported
   */
  readonly securityGroup?: ec2.ISecurityGroup;

  /**
   * The security groups of the mount targets: 1 to 100. Each one lets in the clients that are attached. It is an error to
   * give `securityGroup` as well.
   *
   * @default - `securityGroup`
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * The kind of IP addresses that the mount targets get. Another one replaces the mount targets, which the service refuses
   * while the former are there: make another file system over the bucket.
   *
   * @default IpAddressType.IPV4_ONLY
   */
  readonly ipAddressType?: IpAddressType;

  /**
   * Fixed IP addresses of mount targets. Changing an address replaces the mount target.
   *
   * @default - AWS chooses free addresses of the subnets
   */
  readonly addresses?: MountTargetAddress[];
}
