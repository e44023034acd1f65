import { X509Certificate } from 'node:crypto';

/** Reads a secret's certificate. Checked here, as Node.js ignores without a word what is no certificate. */
export function parseCertificate(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new Error(
      "its field 'certificate' is no certificate in PEM form, which begins with -----BEGIN CERTIFICATE-----",
    );
  }
}
