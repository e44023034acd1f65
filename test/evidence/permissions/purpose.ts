import { Template } from 'aws-cdk-lib/assertions';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { type S3FilesAccessPoint, S3FilesFileSystem } from '../../../src';
import { newStack, newVpcWithPublicSubnets } from '../../constructs/support/stacks';
import { permissionOf, readable } from './readable';
import {
  managedPoliciesOfRole,
  type Permission,
  type RawResources,
  statementsOfRole,
  type TemplateStatement,
} from './statement';

/** The permissions that come with a grant. */
export interface Granted {
  /** The call, or the role. */
  readonly by: string;
  readonly permissions: readonly Permission[];
}

/** A reason to grant something, with the permissions that the demo and this library grant for it. */
export interface Purpose {
  readonly title: string;
  readonly about: string;
  /** The permissions that the demo grants or, if it has no such thing, a sentence that says so. */
  readonly demo: readonly Permission[] | string;
  readonly ours: () => readonly Granted[];
}

/** A file system with an access point in a VPC, and a role to grant something to. */
export interface World {
  readonly stack: Stack;
  readonly vpc: ec2.Vpc;
  readonly fileSystem: S3FilesFileSystem;
  readonly accessPoint: S3FilesAccessPoint;
  readonly role: iam.Role;
}

export function newWorld(service = 'lambda.amazonaws.com'): World {
  const stack = newStack();
  const vpc = newVpcWithPublicSubnets(stack);
  const fileSystem = new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc } });
  const accessPoint = fileSystem.addAccessPoint('Events', { path: '/events' });
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal(service) });
  return { stack, vpc, fileSystem, accessPoint, role };
}

/** The permissions that a call grants to a role, in a world of its own. */
export function granted(by: string, call: (world: World) => void, service?: string): Granted {
  const world = newWorld(service);
  call(world);
  return { by, permissions: permissionsOf(world.role) };
}

/** Everything that the template lets a role do; managed policies by name. */
export function permissionsOf(role: IConstruct): Permission[] {
  const resources = resourcesOf(role);
  const id = logicalIdOf(role);
  const managed = managedPoliciesOfRole(resources, id).map((arn) => readable(arn, resources).replace(/^.*\//, ''));
  return [
    ...worded(statementsOfRole(resources, id), resources),
    ...managed.map((name) => ({ actions: [], resources: [`managed policy ${name}`], conditions: [] })),
  ];
}

export function worded(statements: readonly TemplateStatement[], resources: RawResources): Permission[] {
  return statements.map((statement) => permissionOf(statement, resources));
}

export function resourcesOf(construct: IConstruct): RawResources {
  return Template.fromStack(Stack.of(construct)).toJSON().Resources;
}

export function logicalIdOf(construct: IConstruct): string {
  return Stack.of(construct).getLogicalId(construct.node.defaultChild as iam.CfnRole);
}
