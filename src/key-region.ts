import type { IKeyRef } from 'aws-cdk-lib/aws-kms';
import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { constructError } from './construct-error';
import { areDifferent } from './known-difference';

/**
 * Refuses a key of another Region than the stack's: keys are used in their own Region only.
 *
 * @param property the property that the key was given by
 */
export function validateKeyRegion(scope: IConstruct, property: string, key: IKeyRef | undefined): void {
  const { region } = Stack.of(scope);
  if (key && areDifferent(key.env.region, region)) {
    throw constructError(
      scope,
      `key '${key.node.path}' of '${property}' is in region '${key.env.region}' and would be used in '${region}', but a key is used in its own region only: give one of '${region}', or a replica there`,
    );
  }
}
