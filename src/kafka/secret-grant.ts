import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { keyInPolicy } from '../key-in-policy';
import { validatePlaceOfSecret } from './same-place';

/**
 * Grants reading secrets, and decrypting those that have a key of their own, in the policy of the grantee.
 *
 * `grantRead` of CDK names the grantee in the policy of the key instead. The policy of an imported key cannot be changed,
 * so nothing would be granted, and with a key of another stack the two stacks would depend on each other. The default
 * policy of a key leaves the decision to identity policies:
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export function grantReadSecrets(grantee: iam.IGrantable, secrets: (secretsmanager.ISecret | undefined)[]): void {
  for (const secret of secrets) {
    if (secret) {
      grantReadSecret(secret, grantee);
    }
  }
}

function grantReadSecret(secret: secretsmanager.ISecret, grantee: iam.IGrantable): void {
  if (Construct.isConstruct(grantee)) {
    validatePlaceOfSecret(grantee, secret);
  }
  iam.Grant.addToPrincipal({
    grantee,
    actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
    resourceArns: [completeArn(secret, grantee)],
  });
  const { encryptionKey } = secret;
  if (encryptionKey) {
    grantDecrypt(secret, encryptionKey, grantee);
  }
}

/**
 * The ARN with what Secrets Manager adds to a name, a hyphen and six characters. An import may know the name only, and in
 * another environment CDK renders the ARN of a secret of the app from its name, too.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_iam-permissions.html
 */
function completeArn(secret: secretsmanager.ISecret, grantee: iam.IGrantable): string {
  const isNamed =
    Construct.isConstruct(grantee) &&
    secretsmanager.CfnSecret.isCfnSecret(secret.node.defaultChild) &&
    Stack.of(secret).environment !== Stack.of(grantee).environment;
  return isNamed || secret.secretFullArn === undefined ? `${secret.secretArn}-??????` : secret.secretFullArn;
}

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html */
function grantDecrypt({ env }: secretsmanager.ISecret, key: kms.IKey, grantee: iam.IGrantable): void {
  const { resourceArns, conditions } = keyInPolicy(key);
  iam.Grant.addToPrincipal({
    grantee,
    actions: ['kms:Decrypt'],
    resourceArns,
    conditions: { ...conditions, StringEquals: { 'kms:ViaService': `secretsmanager.${env.region}.amazonaws.com` } },
  });
}
