import { CfnElement, Resource, Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { elementsOf, neededBy } from './references';

/** A dependency that a mount makes: the consumer comes to depend on the producers. */
export interface Edge {
  readonly consumer: IConstruct;
  readonly producers: IConstruct[];
}

/** The dependencies that existed before a mount, and that make a cycle with one of the mount. */
export interface Cycle {
  /** The stack that would come to depend on the producer's. */
  readonly consumer: Stack;
  readonly producer: Stack;
  /** Constructs in the producer's stack, or in a stack that it depends on, that need something of the consumer's stack. */
  readonly dependents: Dependent[];
}

export interface Dependent {
  readonly construct: IConstruct;
  readonly needs: IConstruct;
}

/**
 * The cycle of stacks that an edge would make, if any.
 *
 * CloudFormation deploys stacks one after the other, and a nested stack as one resource of its parent. So the unit that is
 * compared depends on the two constructs: two top-level stacks are units as a whole; below a common parent stack, each
 * nested stack is one unit, and so is each single element of the parent.
 *
 * All elements of every stack that is reached are rendered. This freezes policy statements and lazy values, so it may be
 * called only when nothing changes any more.
 */
export function cycleOf({ consumer, producers }: Edge, needsOf: NeedsOf): Cycle | undefined {
  const done = new Set<IConstruct | undefined>();
  for (const producer of producers) {
    const unitOf = unitsBelow(commonStack(consumer, producer));
    const own = unitOf(consumer);
    const its = unitOf(producer);
    if (Stack.of(producer) === Stack.of(consumer) || own === undefined || done.has(its)) {
      continue;
    }
    done.add(its);
    const dependents = dependentsOn(own, producer, unitOf, needsOf);
    if (dependents.length > 0) {
      return { consumer: Stack.of(consumer), producer: Stack.of(producer), dependents };
    }
  }
  return undefined;
}

type UnitOf = (construct: IConstruct) => IConstruct | undefined;

function dependentsOn(own: IConstruct, producer: IConstruct, unitOf: UnitOf, needsOf: NeedsOf): Dependent[] {
  const found: Dependent[] = [];
  const reached = new Set([producer]); // grows while it is walked
  for (const construct of reached) {
    for (const needed of needsOf(construct)) {
      if (unitOf(needed) === own) {
        found.push({ construct, needs: needed });
      } else {
        reached.add(needed);
      }
    }
    const unit = unitOf(construct);
    if (unit && Stack.isStack(unit) && !reached.has(unit)) {
      for (const further of [unit, ...elementsOf(unit)]) {
        reached.add(further);
      }
    }
  }
  return found;
}

/** Returns the constructs that a construct needs. */
export type NeedsOf = (construct: IConstruct) => IConstruct[];

/** Keeps the answers, so that each element is rendered once for all mounts. */
export function rememberedNeeds(): NeedsOf {
  const known = new Map<IConstruct, IConstruct[]>();
  return (construct) => {
    const needs = known.get(construct) ?? [...new Set(needsOf(construct))];
    known.set(construct, needs);
    return needs;
  };
}

function needsOf(construct: IConstruct): IConstruct[] {
  if (CfnElement.isCfnElement(construct)) {
    return neededBy(construct);
  }
  if (Stack.isStack(construct)) {
    const nested = construct.nestedStackResource;
    return [...construct.dependencies, ...(nested ? [nested] : [])];
  }
  return [];
}

/** The innermost stack that contains both constructs; there may be none. */
function commonStack(one: IConstruct, other: IConstruct): Stack | undefined {
  const others = new Set(stacksOf(other));
  return stacksOf(one).find((stack) => others.has(stack));
}

/** The stack of a construct, and the stacks that it is nested in, from the inside out. */
function stacksOf(construct: IConstruct): Stack[] {
  const stacks: Stack[] = [];
  for (let stack: Stack | undefined = Stack.of(construct); stack; stack = stack.nestedStackParent) {
    stacks.push(stack);
  }
  return stacks;
}

function unitsBelow(common: Stack | undefined): UnitOf {
  return (construct) => {
    const stacks = stacksOf(construct);
    if (!common) {
      return stacks.at(-1);
    }
    const depth = stacks.indexOf(common);
    return depth === 0 ? construct : stacks[depth - 1];
  };
}

/** The construct that the user made: the outermost resource that contains a construct, such as the VPC of a subnet. */
export function madeByUser(construct: IConstruct): IConstruct {
  const stack = Stack.of(construct);
  const { scopes } = construct.node;
  return scopes.slice(scopes.indexOf(stack) + 1).find((scope) => Resource.isResource(scope)) ?? construct;
}
