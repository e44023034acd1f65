import * as iam from 'aws-cdk-lib/aws-iam';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';

/**
 * Grants reading a secret, and decrypting it where it names a key, by the grantee's own policy.
 *
 * CDK's `grantRead` has the key's policy name the grantee instead. An imported key has none to write to, so that nothing
 * would be granted, and a key of another stack would depend on the grantee's, which depends on it. The policy that a key
 * has by default leaves the decision to identity policies:
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export function grantReadSecret(secret: secretsmanager.ISecret, grantee: iam.IGrantable): iam.Grant {
  const read = iam.Grant.addToPrincipal({
    grantee,
    actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
    // Secrets Manager adds a hyphen and six characters to a name; an import may know the name only.
    resourceArns: [secret.secretFullArn ?? `${secret.secretArn}-??????`],
  });
  const { encryptionKey } = secret;
  return encryptionKey ? read.combine(grantDecrypt(secret, encryptionKey.keyArn, grantee)) : read;
}

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html */
function grantDecrypt({ env }: secretsmanager.ISecret, keyArn: string, grantee: iam.IGrantable): iam.Grant {
  return iam.Grant.addToPrincipal({
    grantee,
    actions: ['kms:Decrypt'],
    resourceArns: [keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${env.region}.amazonaws.com` } },
  });
}
