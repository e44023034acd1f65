import * as msk from 'aws-cdk-lib/aws-msk';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Reference, Stack, Token, Tokenization } from 'aws-cdk-lib/core';
import type { KafkaAuthentication } from './authentication';

const PREFIX = 'AmazonMSK_';

/** The ends of the ARNs of serverless clusters: `…/<uuid>-s1`; those of provisioned ones end with the number alone. */
const SERVERLESS_ARN = /-s\d+$/;

/** Refuses what a cluster on Amazon MSK does not know, as far as its ARN and the secret tell. */
export function validateMskAuthentication(clusterArn: string, authentication: KafkaAuthentication): void {
  const { _mechanism: mechanism, credentials } = authentication;
  if (mechanism !== 'IAM' && isServerless(clusterArn)) {
    throw new Error(
      `authentication ${mechanism} is not known to a serverless cluster of Amazon MSK, which takes AWS IAM only: give KafkaAuthentication.iam()`,
    );
  }
  if (mechanism === 'SASL_SCRAM_512' && credentials) {
    validateScramSecret(credentials);
  }
}

/** https://docs.aws.amazon.com/msk/latest/developerguide/msk-password-limitations.html */
function validateScramSecret(secret: secretsmanager.ISecret): void {
  const resource = secret.node.defaultChild;
  const ours = secretsmanager.CfnSecret.isCfnSecret(resource) ? resource : undefined;
  // The name of a secret of this app is a token, which resolves to nothing if CloudFormation chooses it.
  const name: unknown = ours ? (Stack.of(ours).resolve(ours.name) ?? '') : secret.secretName;
  if (typeof name === 'string' && !Token.isUnresolved(name) && !name.startsWith(PREFIX)) {
    throw new Error(
      `secret '${secret.node.path}' ${name === '' ? 'has no name of its own' : `is named '${name}'`}, and Amazon MSK takes those only whose name begins with '${PREFIX}': give it such a 'secretName'`,
    );
  }
  if (ours && ours.kmsKeyId === undefined) {
    throw new Error(
      `secret '${secret.node.path}' is encrypted with the key of AWS Secrets Manager, and Amazon MSK takes those only that have a key of yours: give it an 'encryptionKey'`,
    );
  }
}

function isServerless(clusterArn: string): boolean {
  const token = Token.isUnresolved(clusterArn) ? Tokenization.reverseString(clusterArn).firstToken : undefined;
  return Reference.isReference(token)
    ? msk.CfnServerlessCluster.isCfnServerlessCluster(token.target)
    : SERVERLESS_ARN.test(clusterArn);
}
