import {
  CfnElement,
  CfnResource,
  DefaultTokenResolver,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
  Reference,
  Stack,
  StringConcat,
  Tokenization,
} from 'aws-cdk-lib/core';
import { Dependable, type IConstruct } from 'constructs';

/**
 * What a value refers to: the constructs whose attributes stand in it, or nothing where it is literal or opaque.
 */
export function referencedBy(value: unknown, scope: IConstruct): IConstruct[] {
  const resolver = new ReferenceCollector();
  Tokenization.resolve(value, { scope, resolver, preparing: true });
  return [...resolver.targets];
}

/** What an element of a template needs: what it refers to, and what it was told to wait for. */
export function neededBy(element: CfnElement): IConstruct[] {
  return [
    ...referencedBy(element._toCloudFormation(), element),
    ...scopesInStack(element).flatMap(toldToWaitFor),
    ...(CfnResource.isCfnResource(element) ? element.obtainDependencies() : []),
  ];
}

/** The elements of a construct, itself included. */
export function elementsOf(construct: IConstruct): CfnElement[] {
  return construct.node.findAll().filter((node) => CfnElement.isCfnElement(node));
}

/** A construct that waits makes everything below it wait. */
function scopesInStack(element: CfnElement): IConstruct[] {
  const { scopes } = element.node;
  return scopes.slice(scopes.indexOf(element.stack));
}

/** For a construct that CDK renders as several resources each of them is waited for. */
function toldToWaitFor(construct: IConstruct): IConstruct[] {
  return construct.node.dependencies
    .flatMap((dependency) => Dependable.of(dependency).dependencyRoots)
    .flatMap((root): IConstruct[] => (Stack.isStack(root) ? [root] : elementsOf(root)));
}

class ReferenceCollector extends DefaultTokenResolver {
  public readonly targets = new Set<IConstruct>();

  constructor() {
    super(new StringConcat());
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (Reference.isReference(token)) {
      this.targets.add(token.target);
    }
    return super.resolveToken(token, context, postProcessor);
  }
}
