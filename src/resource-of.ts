import { CfnElement, type CfnResource, Reference, Token, Tokenization } from 'aws-cdk-lib/core';

/** The L1 that a token refers to; undefined for a literal, and for a token of another kind, such as a parameter. */
export function resourceOf(value: string | undefined): CfnResource | undefined {
  if (value === undefined || !Token.isUnresolved(value)) {
    return undefined;
  }
  const token = Tokenization.reverseString(value).firstToken;
  const target = token && Reference.isReference(token) ? token.target : undefined;
  return target && CfnElement.isCfnElement(target) && 'cfnResourceType' in target ? (target as CfnResource) : undefined;
}
