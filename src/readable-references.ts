import {
  DefaultTokenResolver,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
  Reference,
  Tokenization,
} from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** Resolves a value for an error or a warning: references become `${path.attribute}`. */
export function readable(scope: IConstruct, value: unknown): unknown {
  return Tokenization.resolve(value, { scope, resolver: new ReadableReferences(), preparing: false });
}

/** The same as one text, by which two values can be compared, too. */
export function readableText(scope: IConstruct, value: unknown): string {
  const resolved = readable(scope, value);
  return typeof resolved === 'string' ? resolved : JSON.stringify(resolved);
}

class ReadableReferences extends DefaultTokenResolver {
  constructor() {
    super({ join: (left: unknown, right: unknown) => `${text(left)}${text(right)}` });
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    return Reference.isReference(token)
      ? `\${${token.target.node.path}.${token.displayName}}`
      : super.resolveToken(token, context, postProcessor);
  }
}

/** The parts of a joined text that are no texts are functions of CloudFormation, such as `Ref` of a pseudo parameter. */
function text(part: unknown): string {
  if (typeof part === 'object' && part !== null) {
    return 'Ref' in part ? `\${${part.Ref}}` : JSON.stringify(part);
  }
  return `${part ?? ''}`;
}
