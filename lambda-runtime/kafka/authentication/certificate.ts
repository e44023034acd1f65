import { X509Certificate } from 'node:crypto';

/** Reads a secret's certificate. Checked here, as Node.js ignores without a word what is no certificate. */
export function parseCertificate(pem: string, field = 'certificate'): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new Error(
      `its field '${field}' is no certificate in PEM form, which begins with -----BEGIN CERTIFICATE-----`,
    );
  }
}
