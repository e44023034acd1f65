import { CfnKey, type IKeyRef, KeySpec } from 'aws-cdk-lib/aws-kms';
import { Stack, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { constructError } from './construct-error';
import { isAlias, targetOf } from './key-in-policy';
import { areDifferent } from './known-difference';
import { resourceOf } from './resource-of';

/**
 * Refuses a key that a service cannot encrypt with, as far as it is known: keys are used in their own Region only, and
 * services encrypt with symmetric keys only.
 *
 * @param property the property that the key was given by
 */
export function validateKey(scope: IConstruct, property: string, key: IKeyRef | undefined): void {
  if (!key) return;
  const { region } = Stack.of(scope);
  if (areDifferent(key.env.region, region)) {
    throw constructError(
      scope,
      `key '${key.node.path}' of '${property}' is in region '${key.env.region}' and would be used in '${region}', but a key is used in its own region only: give one of '${region}', or a replica there`,
    );
  }
  validateKindOfKey(scope, `'${property}'`, key);
}

/**
 * Refuses a key of this app that no service encrypts with: an asymmetric one, one for message authentication codes, and
 * one that is disabled.
 *
 * https://docs.aws.amazon.com/kms/latest/developerguide/service-integration.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
 *
 * @param use what the key is for, as the error names it
 */
export function validateKindOfKey(scope: IConstruct, use: string, key: IKeyRef): void {
  const resource = resourceOf((isAlias(key) ? targetOf(key) : key)?.keyRef.keyArn);
  if (!CfnKey.isCfnKey(resource)) return;
  const { keySpec = KeySpec.SYMMETRIC_DEFAULT, enabled } = resource;
  if (keySpec !== KeySpec.SYMMETRIC_DEFAULT && !Token.isUnresolved(keySpec)) {
    throw constructError(
      scope,
      `key '${key.node.path}' of ${use} is of spec ${keySpec}, and services of AWS encrypt with symmetric keys only: give a Key without 'keySpec'`,
    );
  }
  if (enabled === false) {
    throw constructError(
      scope,
      `key '${key.node.path}' of ${use} is disabled, so that nothing can be encrypted or decrypted with it: leave out 'enabled: false', or give another key`,
    );
  }
}
