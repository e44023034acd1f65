import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';

const KEY_ID = 'local';

/**
 * Makes the issuer's key. Brokers read its public half in a file, before tokens are issued.
 *
 * @param keySetFile is written: a JSON Web Key Set (https://www.rfc-editor.org/rfc/rfc7517#section-5)
 */
export function makeIssuerKey(keySetFile: string): KeyObject {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = { ...publicKey.export({ format: 'jwk' }), kid: KEY_ID, alg: 'RS256', use: 'sig' };
  writeFileSync(keySetFile, JSON.stringify({ keys: [key] }));
  return privateKey;
}

/** Makes a JWT that is valid from now on (https://www.rfc-editor.org/rfc/rfc7519). */
export function signedToken(claims: Readonly<Record<string, unknown>>, key: KeyObject, seconds: number): string {
  const now = Math.floor(Date.now() / 1000);
  const content = [
    { alg: 'RS256', typ: 'JWT', kid: KEY_ID },
    { ...claims, iat: now, exp: now + seconds, jti: randomUUID() },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${content}.${sign('sha256', Buffer.from(content), key).toString('base64url')}`;
}
