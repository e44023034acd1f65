import { createPrivateKey } from 'node:crypto';
import { join } from 'node:path';
import { runCommand } from '../process/command';
import type { Supervisor } from '../process/supervisor';
import type { LoopbackCertificates } from './certificates';

export interface ClientCertificate {
  /** PEM */
  readonly certificate: string;
  /** PKCS #8, PEM */
  readonly privateKey: string;
}

/** Valid for a week from now on, unless it began and ended before. */
interface Validity {
  /** The name in the authority's store; one for each certificate. */
  readonly alias: string;
  readonly startedDaysAgo: number;
  readonly days: number;
}
const A_WEEK: Validity = { alias: 'client', startedDaysAgo: 0, days: 7 };

/** A certificate for a client, signed by the authority of a run. By keytool; openssl only takes it out of its store. */
export async function makeClientCertificate(
  supervisor: Supervisor,
  folder: string,
  { authorityStore, keyStorePassword }: LoopbackCertificates,
  { alias, startedDaysAgo, days }: Validity = A_WEEK,
): Promise<ClientCertificate> {
  const options = {
    failure: "could not make a client's certificate",
    env: { ...process.env, STORE_PASSWORD: keyStorePassword },
  };
  const store = join(folder, `${alias}.p12`);
  const inAuthorityStore = ['-storetype', 'PKCS12', '-keystore', authorityStore, '-storepass:env', 'STORE_PASSWORD'];
  await runCommand(
    supervisor,
    'keytool',
    [
      ...['-genkeypair', '-keyalg', 'EC', '-groupname', 'secp256r1', ...inAuthorityStore],
      ...['-startdate', `-${startedDaysAgo}d`, '-validity', String(days)],
      ...['-alias', alias, '-signer', 'ca', '-dname', 'CN=replayer', '-ext', 'eku=clientAuth'],
    ],
    options,
  );
  await runCommand(
    supervisor,
    'keytool',
    [
      ...['-importkeystore', '-srcalias', alias, '-srckeystore', authorityStore, '-srcstorepass:env'],
      ...['STORE_PASSWORD', '-destkeystore', store, '-deststoretype', 'PKCS12', '-deststorepass:env', 'STORE_PASSWORD'],
    ],
    options,
  );
  const pem = (...which: string[]) =>
    runCommand(supervisor, 'openssl', ['pkcs12', '-in', store, '-passin', 'env:STORE_PASSWORD', ...which], options);
  return {
    certificate: blocksOf(await pem('-nokeys', '-clcerts')),
    privateKey: blocksOf(await pem('-nocerts', '-nodes')),
  };
}

/** The key in PKCS #8, encrypted. */
export function encryptKey(privateKey: string, passphrase: string): string {
  const options = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase } as const;
  return createPrivateKey(privateKey).export(options).toString();
}

/** The blocks of a PEM file, without the attributes that openssl writes around them. */
function blocksOf(text: string): string {
  return (text.match(/-----BEGIN [^-]+-----[^-]+-----END [^-]+-----\n/g) ?? []).join('');
}
