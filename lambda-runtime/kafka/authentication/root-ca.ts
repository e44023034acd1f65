import { CachedSecret, type ClientLoader } from '../secret';
import type { SecretFields } from '../secret-fields';
import { parseCertificate } from './certificate';
import type { ConnectionSecurity } from './connection-security';

/**
 * Trust in the brokers: in Node's own authorities (with NODE_EXTRA_CA_CERTS) or, instead of them, in the one of the
 * secret.
 */
export function serverTrust(secretArn: string | undefined, loadClient?: ClientLoader): ConnectionSecurity {
  if (secretArn === undefined) {
    return { options: async () => ({ tls: {} }), refused: () => undefined };
  }
  const secret = new CachedSecret(secretArn, ROOT_CA, loadClient);
  return {
    options: async () => ({ tls: { ca: await secret.read() } }),
    refused: () => {
      secret.forget();
      return undefined;
    },
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/kafka-cluster-auth.html */
const ROOT_CA = {
  description: "a certificate: the brokers' root certificate, as PEM",
  parse: (fields: SecretFields) => {
    const certificate = fields.required('certificate');
    parseCertificate(certificate);
    return certificate;
  },
};
