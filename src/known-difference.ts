import { Token, TokenComparison } from 'aws-cdk-lib/core';

/** Tells whether two accounts or Regions are known to be different; what only the deployment knows may be the same. */
export function areDifferent(one: string, other: string): boolean {
  return Token.compareStrings(one, other) === TokenComparison.DIFFERENT;
}
