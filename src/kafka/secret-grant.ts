import * as iam from 'aws-cdk-lib/aws-iam';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
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
    // Secrets Manager adds a hyphen and six characters to a name; an import may know the name only.
    resourceArns: [secret.secretFullArn ?? `${secret.secretArn}-??????`],
  });
  const { encryptionKey } = secret;
  if (encryptionKey) {
    grantDecrypt(secret, encryptionKey.keyArn, grantee);
  }
}

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html */
function grantDecrypt({ env }: secretsmanager.ISecret, keyArn: string, grantee: iam.IGrantable): void {
  iam.Grant.addToPrincipal({
    grantee,
    actions: ['kms:Decrypt'],
    resourceArns: [keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${env.region}.amazonaws.com` } },
  });
}
