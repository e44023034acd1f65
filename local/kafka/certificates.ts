import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { runCommand } from '../process/command';
import type { Supervisor } from '../process/supervisor';

/** The files that a TLS server on this machine needs, and that its clients need to trust it. */
export interface LoopbackCertificates {
  /** The certificate authority, PEM: for NODE_EXTRA_CA_CERTS. */
  readonly caFile: string;
  /** The server's key and chain, PKCS #12. */
  readonly keyStore: string;
  readonly keyStorePassword: string;
  /** The authority's own key, PKCS #12, with the same password. */
  readonly authorityStore: string;
}

/**
 * A certificate authority and a certificate for localhost, made for one run. By keytool, which every JDK has; openssl
 * may be missing. The authority's key stays in a store of its own, since a broker that finds two keys picks either.
 */
export async function makeCertificates(supervisor: Supervisor, folder: string): Promise<LoopbackCertificates> {
  const authorityStore = join(folder, 'authority.p12');
  const keyStore = join(folder, 'server.p12');
  const caFile = join(folder, 'ca.pem');
  const keyStorePassword = randomBytes(12).toString('hex');
  const keytool = (...args: string[]) =>
    runCommand(supervisor, 'keytool', args, {
      failure: 'could not make a certificate',
      env: { ...process.env, STORE_PASSWORD: keyStorePassword },
    });
  const inAuthorityStore = ['-storetype', 'PKCS12', '-keystore', authorityStore, '-storepass:env', 'STORE_PASSWORD'];
  const newKey = ['-genkeypair', '-keyalg', 'EC', '-groupname', 'secp256r1', '-validity', '7', ...inAuthorityStore];

  await keytool(...newKey, '-alias', 'ca', '-dname', 'CN=cdk-s3files local CA', '-ext', 'bc:c=ca:true');
  await keytool(
    ...[...newKey, '-alias', 'server', '-signer', 'ca', '-dname', 'CN=localhost'],
    ...['-ext', 'san=dns:localhost,ip:127.0.0.1', '-ext', 'eku=serverAuth'],
  );
  await Promise.all([
    keytool('-exportcert', '-rfc', '-alias', 'ca', '-file', caFile, ...inAuthorityStore),
    keytool(
      ...['-importkeystore', '-srcalias', 'server', '-srckeystore', authorityStore],
      ...['-srcstorepass:env', 'STORE_PASSWORD', '-destkeystore', keyStore, '-deststoretype', 'PKCS12'],
      ...['-deststorepass:env', 'STORE_PASSWORD'],
    ),
  ]);
  return { caFile, keyStore, keyStorePassword, authorityStore };
}
