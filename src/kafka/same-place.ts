import { CfnSecret, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Annotations, Arn, ArnFormat, Stack, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { constructError } from '../construct-error';
import { validateKindOfKey } from '../key-check';
import { areDifferent } from '../known-difference';

/** Refuses a cluster that the event source mapping of a function cannot read, since it is elsewhere. */
export function validatePlaceOfCluster(
  target: IConstruct,
  clusterArn: string,
  parts: readonly ('account' | 'region')[] = ['account', 'region'],
): void {
  if (Token.isUnresolved(clusterArn)) {
    return;
  }
  const { account = '', region = '' } = Arn.split(clusterArn, ArnFormat.SLASH_RESOURCE_NAME);
  const stack = Stack.of(target);
  for (const [part, there, here] of [
    ['account', account, stack.account],
    ['region', region, stack.region],
  ] as const) {
    if (parts.includes(part) && areDifferent(there, here)) {
      throw constructError(
        target,
        `cluster '${clusterArn}' is in ${part} '${there}' and the function would be in '${here}', but both must be in one ${part}: define the function there`,
      );
    }
  }
}

/** Refuses a secret that a function cannot read where it runs, and a key that cannot be the secret's. */
export function validatePlaceOfSecret(grantee: IConstruct, secret: ISecret): void {
  const { region } = Stack.of(grantee);
  if (areDifferent(secret.env.region, region)) {
    throw constructError(
      grantee,
      `secret '${secret.node.path}' is in region '${secret.env.region}' and the function would be in '${region}', but secrets are read in the function's region: replicate the secret to '${region}', and give the replica`,
    );
  }
  validateAccountOfSecret(grantee, secret);
  const { encryptionKey } = secret;
  if (encryptionKey) {
    validateKindOfKey(grantee, `secret '${secret.node.path}'`, encryptionKey);
  }
  if (encryptionKey && areDifferent(encryptionKey.env.region, secret.env.region)) {
    throw constructError(
      grantee,
      `key '${encryptionKey.node.path}' is in region '${encryptionKey.env.region}' and secret '${secret.node.path}' in '${secret.env.region}', but a secret is encrypted by a key of its own region: give the key that it has there`,
    );
  }
}

/**
 * Refuses a secret of another account that only its own account can decrypt, and says of others what must allow the reader
 * there: the policies of this account do not suffice.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html
 */
function validateAccountOfSecret(grantee: IConstruct, secret: ISecret): void {
  const { account } = Stack.of(grantee);
  if (!areDifferent(secret.env.account, account)) {
    return;
  }
  const place = `secret '${secret.node.path}' is in account '${secret.env.account}' and the function would be in '${account}'`;
  if (CfnSecret.isCfnSecret(secret.node.defaultChild) && !secret.encryptionKey) {
    throw constructError(
      grantee,
      `${place}, but it has no key of its own, and the key of AWS Secrets Manager decrypts for its own account only: give it 'encryptionKey', or make a secret in account '${account}'`,
    );
  }
  Annotations.of(grantee).addWarningV2(
    'cdk-s3files:secretOfAnotherAccount',
    `${place}, which nothing here can allow: let the resource policy of the secret allow the function's role 'secretsmanager:GetSecretValue' and 'secretsmanager:DescribeSecret', let the policy of its key allow it 'kms:Decrypt', and import the secret by its complete ARN, since one without the six characters at its end is not found from another account`,
  );
}
