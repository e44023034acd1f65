import type * as ec2 from 'aws-cdk-lib/aws-ec2';

/**
 * Where a file system has mount targets, as far as the app knows it: what mounting a function is checked against.
 */
export interface MountTargetPlacement {
  readonly vpc: ec2.IVpc;
  readonly subnets: ec2.ISubnet[];
}
