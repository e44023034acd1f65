import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import type { LoopbackCertificates } from '../../../local/kafka/certificates';
import type { IdentityProvider } from '../../../local/kafka/kafka-broker-settings';
import { type LocalIdentityProvider, startIdentityProvider } from '../../../local/oauth/identity-provider';
import { makeIssuerKey } from '../../../local/oauth/signed-token';
import { OAUTH_ARN, OAUTH_KEY_ARN } from './cases';

export const SCOPE = 'kafka:write';
export const CLIENT_SECRET = 'the-client:s+secret';
const EMAIL = 'replayer@example.com';
const CLIENT_KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' });

type Prepared = IdentityProvider & { readonly key: ReturnType<typeof makeIssuerKey> };

/** The settings of the provider that the brokers need before it can listen. */
export function makeIdentityProvider(folder: string): Prepared {
  const keySetFile = join(folder, 'issuer-keys.json');
  return { key: makeIssuerKey(keySetFile), issuer: 'https://idp.example.com', audience: 'kafka', keySetFile };
}

export async function startProvider(
  { key, issuer, audience }: Prepared,
  certificates: LoopbackCertificates,
): Promise<LocalIdentityProvider> {
  const publicKey = CLIENT_KEY.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const clients = [
    { id: 'a client', secret: CLIENT_SECRET, scopes: [SCOPE] },
    { id: 'a client with a key', email: EMAIL, publicKey, scopes: [SCOPE] },
  ];
  return startIdentityProvider(key, issuer, audience, clients, certificates);
}

/** The fields of the secret of the client with a secret; a case changes some. */
export function oauthFields({ tokenEndpoint }: LocalIdentityProvider, rootCa: string): Record<string, string> {
  return {
    oauthTokenEndpointUrl: tokenEndpoint,
    oauthClientId: 'a client',
    oauthClientSecret: CLIENT_SECRET,
    oauthIdpCaCertificate: rootCa,
  };
}

export function oauthSecrets(provider: LocalIdentityProvider, rootCa: string): Record<string, string> {
  const { oauthClientSecret: _, ...common } = oauthFields(provider, rootCa);
  const oauthPrivateKey = CLIENT_KEY.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return {
    [OAUTH_ARN]: JSON.stringify(oauthFields(provider, rootCa)),
    [OAUTH_KEY_ARN]: JSON.stringify({ ...common, oauthClientEmail: EMAIL, oauthPrivateKey }),
  };
}
