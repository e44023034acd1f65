import { createPrivateKey, X509Certificate } from 'node:crypto';
import { CachedSecret, type ClientLoader, textField } from '../secret';
import type { ConnectionSecurity } from './connection-security';

/** A certificate of the client's own. */
export function mutualTls(secretArn: string, loadClient?: ClientLoader): ConnectionSecurity {
  const secret = new CachedSecret(secretArn, CLIENT_CERTIFICATE, loadClient);
  return {
    options: async () => ({ tls: await secret.read() }),
    forget: () => secret.forget(),
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/kafka-cluster-auth.html */
const CLIENT_CERTIFICATE = {
  description:
    'a certificate (its chain, PEM) and the privateKey that belongs to it (PEM), and the privateKeyPassword where that is encrypted',
  parse: (json: Record<string, unknown>) => {
    const cert = textField(json, 'certificate');
    const key = textField(json, 'privateKey');
    const passphrase = textField(json, 'privateKeyPassword');
    if (cert === undefined || key === undefined) {
      return undefined;
    }
    const identity = { cert, key, ...(passphrase !== undefined && { passphrase }) };
    return isUsable(identity) ? identity : undefined;
  },
};

/** Tried here: inside a connection a wrong password for the key looks like a network that fails, and is retried. */
function isUsable({ cert, key, passphrase }: { cert: string; key: string; passphrase?: string }): boolean {
  try {
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey({ key, passphrase }));
  } catch {
    return false;
  }
}
