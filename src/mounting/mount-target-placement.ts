import type * as ec2 from 'aws-cdk-lib/aws-ec2';

/**
 * The VPC and the subnets of some of a file system's mount targets. Clients that mount are checked against them.
 */
export interface MountTargetPlacement {
  readonly vpc: ec2.IVpc;
  readonly subnets: ec2.ISubnet[];
}
