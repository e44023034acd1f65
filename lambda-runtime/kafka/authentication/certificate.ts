import { X509Certificate } from 'node:crypto';

/** Reads a secret's certificate, and checks it: Node.js silently ignores a text that is no certificate. */
export function parseCertificate(pem: string, field = 'certificate'): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new Error(
      `its field '${field}' is no certificate in PEM form, which begins with -----BEGIN CERTIFICATE-----`,
    );
  }
}
