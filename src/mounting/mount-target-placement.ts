import type * as ec2 from 'aws-cdk-lib/aws-ec2';

/**
 * The VPC and the subnets of some of a file system's mount targets.
 */
export interface MountTargetPlacement {
  readonly vpc: ec2.IVpc;
  readonly subnets: ec2.ISubnet[];
}

/**
 * The knowledge of a file system's mount targets. Clients that mount are checked against them.
 */
export interface KnownMountTargets {
  readonly placements: readonly MountTargetPlacement[];
  /** False if there may be others: those of a file system that was imported. */
  readonly complete: boolean;
}
