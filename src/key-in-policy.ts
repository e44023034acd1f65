import type { IAlias, IKey, IKeyRef } from 'aws-cdk-lib/aws-kms';

/** The part of a policy statement that says which key it is about. */
export interface KeyInPolicy {
  readonly resourceArns: string[];
  readonly conditions: Record<string, Record<string, string>>;
}

/**
 * Names a key for a policy statement.
 *
 * An alias as a resource stands for the alias and for no key. A key that is known by its alias alone is therefore any key of
 * that account and Region which has the alias.
 * https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
 */
export function keyInPolicy(key: IKey): KeyInPolicy {
  const { keyArn } = key;
  const alias = isAlias(key) ? key.aliasName : /:(alias\/.+)$/.exec(keyArn)?.[1];
  const target = isAlias(key) ? targetOf(key) : undefined;
  if (target !== undefined) {
    return keyInPolicy(target);
  }
  return alias === undefined
    ? { resourceArns: [keyArn], conditions: {} }
    : {
        resourceArns: [`${keyArn.slice(0, -alias.length)}key/*`],
        conditions: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias } },
      };
}

export function isAlias(key: IKeyRef): key is IAlias {
  return 'aliasName' in key;
}

/** The key of an alias. One that was imported by its name throws. */
export function targetOf(alias: IAlias): IKey | undefined {
  try {
    return alias.aliasTargetKey;
  } catch {
    return undefined;
  }
}
