import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { App, Stack } from 'aws-cdk-lib/core';
import { newVpcWithPublicSubnets } from '../../constructs/support/stacks';
import type { ComparedFileSystem, Kit } from './kit';
import { ours } from './kit-ours';
import { upstream } from './kit-upstream';
import { type Outcome, refusalOf } from './outcome';

/** Something that aws-cdk-lib alone does not do, or not whole. */
export interface Row {
  readonly asked: string;
  readonly upstream: () => Outcome;
  readonly ours: () => Outcome;
}

export type Scenario = (kit: Kit, app: App) => Outcome;

/** One scenario for both: the same app, made with aws-cdk-lib alone and with this library. */
export function both(asked: string, scenario: Scenario): Row {
  return {
    asked,
    upstream: () => scenario(upstream, new App()),
    ours: () => scenario(ours, new App()),
  };
}

/** An app that could not work once deployed: what is wanted of the library is an error at synth that says why. */
export function refused(asked: string, because: RegExp, scenario: Scenario): Row {
  return {
    asked,
    upstream: () => scenario(upstream, new App()),
    ours: () => refusalOf(() => scenario(ours, new App()), because),
  };
}

export interface World {
  readonly stack: Stack;
  readonly vpc: ec2.Vpc;
  readonly fileSystem: ComparedFileSystem;
}

/** A VPC and a file system in one stack, still without mount targets. */
export function newWorld(kit: Kit, app: App): World {
  const stack = new Stack(app, 'Stack');
  return { stack, vpc: newVpcWithPublicSubnets(stack), fileSystem: kit.fileSystem(stack) };
}

/** The same with a mount target in each private subnet. */
export function newMountableWorld(kit: Kit, app: App): World {
  const world = newWorld(kit, app);
  world.fileSystem.addMountTargets(world.stack, world.vpc);
  return world;
}
