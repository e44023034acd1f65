import { randomUUID, sign } from 'node:crypto';
import type { Grant, OAuthClient } from './client';

/**
 * The JWT by which a client proves that it has the key (https://www.rfc-editor.org/rfc/rfc7523#section-3). Lambda's page
 * says that the JWT names the service account and not which claims do; here they are the issuer and the subject, as
 * https://developers.google.com/identity/protocols/oauth2/service-account has them.
 */
export function signedAssertion(
  { tokenEndpoint }: OAuthClient,
  { clientEmail, privateKey, lifetimeSeconds }: Extract<Grant, { type: 'jwtBearer' }>,
  now = new Date(),
): string {
  const isEc = privateKey.asymmetricKeyType === 'ec';
  const issued = Math.floor(now.getTime() / 1000);
  const content = [
    { alg: isEc ? 'ES256' : 'RS256', typ: 'JWT' },
    {
      iss: clientEmail,
      sub: clientEmail,
      aud: tokenEndpoint.href,
      iat: issued,
      exp: issued + lifetimeSeconds,
      jti: randomUUID(),
    },
  ]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  // https://www.rfc-editor.org/rfc/rfc7518#section-3.4: two numbers, not the structure that other signatures are
  const key = isEc ? ({ key: privateKey, dsaEncoding: 'ieee-p1363' } as const) : privateKey;
  return `${content}.${sign('sha256', Buffer.from(content), key).toString('base64url')}`;
}
