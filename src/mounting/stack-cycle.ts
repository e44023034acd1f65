import { CfnElement, Resource, Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { elementsOf, neededBy } from './references';

/** What a mount makes depend on what. */
export interface Edge {
  readonly consumer: IConstruct;
  readonly producers: IConstruct[];
}

/** The edge that was there before, and that closes a cycle with one of a mount. */
export interface Cycle {
  /** The stack that would come to depend on the producer's. */
  readonly consumer: Stack;
  readonly producer: Stack;
  /** What stands in the producer's stack, or one that it depends on, and needs something of the consumer's. */
  readonly dependents: Dependent[];
}

export interface Dependent {
  readonly construct: IConstruct;
  readonly needs: IConstruct;
}

/**
 * The cycle of stacks that an edge would close, if any.
 *
 * CloudFormation deploys stacks one after the other, and a nested stack as one resource of its parent: what counts as one is
 * the whole stack where two differ below the app, the nested stack where they differ below a parent, and the single element
 * that stands in that parent.
 *
 * All that stands in a stack which is reached counts, and is rendered: only for when nothing changes any more, since that
 * freezes policy statements and fixes lazy values.
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

/** What a construct needs. */
export type NeedsOf = (construct: IConstruct) => IConstruct[];

/** Renders each element once, for all that is mounted. */
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

/** The innermost stack that holds both; none where they share the app alone. */
function commonStack(one: IConstruct, other: IConstruct): Stack | undefined {
  const others = new Set(stacksOf(other));
  return stacksOf(one).find((stack) => others.has(stack));
}

/** From the inside out. */
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

/** What a user made: the outermost resource that holds a construct, such as a VPC for a subnet's element. */
export function madeByUser(construct: IConstruct): IConstruct {
  const stack = Stack.of(construct);
  const { scopes } = construct.node;
  return scopes.slice(scopes.indexOf(stack) + 1).find((scope) => Resource.isResource(scope)) ?? construct;
}
