import * as iam from 'aws-cdk-lib/aws-iam';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';

/**
 * Grants reading secrets, as far as there are any, and decrypting those that name a key, by the grantee's own policy.
 *
 * CDK's `grantRead` has the key's policy name the grantee instead. An imported key has none to write to, so that nothing
 * would be granted, and a key of another stack would depend on the grantee's, which depends on it. The policy that a key
 * has by default leaves the decision to identity policies:
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
