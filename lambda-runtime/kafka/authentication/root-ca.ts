import { X509Certificate } from 'node:crypto';
import { CachedSecret, type ClientLoader, textField } from '../secret';
import type { ConnectionSecurity } from './connection-security';

/** Trust in the brokers: Node's own authorities (with NODE_EXTRA_CA_CERTS), or in their place the one of the secret. */
export function serverTrust(secretArn: string | undefined, loadClient?: ClientLoader): ConnectionSecurity {
  if (secretArn === undefined) {
    return { options: async () => ({ tls: {} }), forget: () => undefined };
  }
  const secret = new CachedSecret(secretArn, ROOT_CA, loadClient);
  return { options: async () => ({ tls: { ca: await secret.read() } }), forget: () => secret.forget() };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/kafka-cluster-auth.html */
const ROOT_CA = {
  description: "a certificate: the brokers' root certificate, as PEM",
  parse: (json: Record<string, unknown>) => {
    const certificate = textField(json, 'certificate');
    return certificate !== undefined && isCertificate(certificate) ? certificate : undefined;
  },
};

/** Checks here, as Node.js ignores without a word what is no certificate. */
function isCertificate(pem: string): boolean {
  try {
    new X509Certificate(pem);
    return true;
  } catch {
    return false;
  }
}
