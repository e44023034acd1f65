import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { MountAccess } from '../../../src';

/** A file system with one access point, made in one of the two ways that are compared. */
export interface ComparedFileSystem {
  readonly accessPoint: ComparedAccessPoint;
  /** One for each private subnet of the VPC, or for those that are given. */
  addMountTargets(scope: Construct, vpc: ec2.IVpc, options?: MountTargetOptions): void;
}

export interface MountTargetOptions {
  readonly securityGroup?: ec2.ISecurityGroup;
  readonly subnets?: ec2.ISubnet[];
}

export interface ComparedAccessPoint {
  /** Makes a function that mounts this access point. Every function of a scenario with this description is looked at. */
  client(scope: Construct, id: string, vpc: ec2.IVpc, options?: ClientOptions): lambda.Function;
}

export interface ClientOptions {
  /** Reading and writing, unless it is said. */
  readonly access?: MountAccess;
  /** True if it reads large files from the file system's bucket itself. */
  readonly directReads?: boolean;
}

/** The same few things, made with this library or with aws-cdk-lib alone, so that both go through the same scenario. */
export interface Kit {
  fileSystem(scope: Construct, bucket?: s3.IBucket): ComparedFileSystem;
  importAccessPoint(scope: Construct, arn: string, securityGroup: ec2.ISecurityGroup): ComparedAccessPoint;
}

export const CLIENT = 'a client of the comparison';
