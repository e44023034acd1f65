import { createPrivateKey, type KeyObject, type X509Certificate } from 'node:crypto';
import { CachedSecret, type ClientLoader } from '../secret';
import type { SecretFields } from '../secret-fields';
import { parseCertificate } from './certificate';
import type { ConnectionSecurity } from './connection-security';

/** Authentication by a certificate of the client's own. */
export function mutualTls(secretArn: string, loadClient?: ClientLoader): ConnectionSecurity {
  const secret = new CachedSecret(secretArn, CLIENT_CERTIFICATE, loadClient);
  return {
    options: async () => ({ tls: await secret.read() }),
    refused: () => {
      secret.forget();
      return undefined;
    },
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/kafka-cluster-auth.html */
const CLIENT_CERTIFICATE = {
  description:
    'a certificate (its chain, PEM) and the privateKey that belongs to it (PEM), and the privateKeyPassword where that is encrypted',
  parse: (fields: SecretFields) => {
    const cert = fields.required('certificate');
    const key = fields.required('privateKey');
    const passphrase = fields.optional('privateKeyPassword');
    assertBelong(parseCertificate(cert), key, passphrase);
    return { cert, key, ...(passphrase !== undefined && { passphrase }) };
  },
};

/**
 * Checks that key and certificate belong together, and the key's password. Inside a connection a wrong password looks
 * like a network failure, and is retried.
 */
function assertBelong(certificate: X509Certificate, key: string, passphrase: string | undefined): void {
  if (!certificate.checkPrivateKey(privateKey(key, passphrase))) {
    throw new Error("its field 'privateKey' is not the key of the first certificate in 'certificate'");
  }
}

function privateKey(key: string, passphrase: string | undefined): KeyObject {
  try {
    return createPrivateKey({ key, passphrase });
  } catch {
    throw new Error(
      passphrase === undefined
        ? "its field 'privateKey' is no private key in PEM form, or one that needs a 'privateKeyPassword'"
        : "its field 'privateKey' is no private key in PEM form that 'privateKeyPassword' opens",
    );
  }
}
