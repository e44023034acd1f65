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
 * The constructs whose attributes a value contains. There are none if the value is a literal text.
 */
export function referencedBy(value: unknown, scope: IConstruct): IConstruct[] {
  const resolver = new ReferenceCollector();
  Tokenization.resolve(value, { scope, resolver, preparing: true });
  return [...resolver.targets];
}

/** The constructs that an element of a template needs: those it refers to, and those it was told to depend on. */
export function neededBy(element: CfnElement): IConstruct[] {
  return [
    ...referencedBy(element._toCloudFormation(), element),
    ...scopesInStack(element).flatMap(toldToWaitFor),
    ...(CfnResource.isCfnResource(element) ? element.obtainDependencies() : []),
  ];
}

/** The elements of the template that belong to a construct, including the construct itself. */
export function elementsOf(construct: IConstruct): CfnElement[] {
  return construct.node.findAll().filter((node) => CfnElement.isCfnElement(node));
}

/** A dependency of a construct is one of everything below it. */
function scopesInStack(element: CfnElement): IConstruct[] {
  const { scopes } = element.node;
  return scopes.slice(scopes.indexOf(element.stack));
}

/** A dependency on a construct with several resources is one on each of them. */
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
