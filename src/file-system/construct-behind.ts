import type { CfnResource } from 'aws-cdk-lib/core';
import { CfnElement, Reference, Token, Tokenization } from 'aws-cdk-lib/core';
import type { IConstruct, Node } from 'constructs';

/**
 * The construct that a reference stands for. A reference may be the construct itself, its L1 (`node.defaultChild`), the
 * construct that has it as its L1, or an object that only tells the construct's node.
 *
 * @param reference as the user gave it
 * @param isWanted recognizes the kind of construct that is looked for
 * @returns undefined if this app defines no such construct for it
 */
export function constructBehind<Wanted extends IConstruct>(
  reference: { readonly node: Node },
  isWanted: (construct: IConstruct) => construct is Wanted,
): Wanted | undefined {
  const { node } = reference;
  const itself = node.scope?.node.tryFindChild(node.id);
  const owner = node.scope?.node.defaultChild === itself ? node.scope : undefined;
  const candidates = [itself, owner, itself?.node.defaultChild];
  return candidates.filter((candidate) => candidate !== undefined).find(isWanted);
}

/** The L1 that a token refers to; undefined for a literal, and for a token of another kind, such as a parameter. */
export function resourceOf(value: string | undefined): CfnResource | undefined {
  if (value === undefined || !Token.isUnresolved(value)) {
    return undefined;
  }
  const token = Tokenization.reverseString(value).firstToken;
  const target = token && Reference.isReference(token) ? token.target : undefined;
  return target && CfnElement.isCfnElement(target) && 'cfnResourceType' in target ? (target as CfnResource) : undefined;
}
