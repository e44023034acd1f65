import { generateKeyPairSync } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { OAUTH_CLIENT } from '../../../../lambda-runtime/kafka/authentication/oauth/client';
import { SecretFields } from '../../../../lambda-runtime/kafka/secret-fields';

const [CERTIFICATE] = rootCertificates;
const WITH_SECRET = {
  oauthTokenEndpointUrl: 'https://idp.example.com/oauth2/token',
  oauthClientId: 'client',
  oauthClientSecret: 'hunter2',
};
const WITH_KEY = {
  oauthTokenEndpointUrl: 'https://idp.example.com/oauth2/token',
  oauthClientId: 'client',
  oauthClientEmail: 'service@example.com',
  oauthPrivateKey: pem(generateKeyPairSync('ec', { namedCurve: 'P-256' })),
};

function pem({ privateKey }: { privateKey: import('node:crypto').KeyObject }, cipher?: object): string {
  return privateKey.export({ type: 'pkcs8', format: 'pem', ...cipher }).toString();
}

const parse = (fields: object) => OAUTH_CLIENT.parse(SecretFields.parse(JSON.stringify(fields)));

test('a secret with a client secret is one of client credentials', () => {
  expect(parse(WITH_SECRET)).toEqual({
    tokenEndpoint: new URL('https://idp.example.com/oauth2/token'),
    clientId: 'client',
    grant: { type: 'clientCredentials', clientSecret: 'hunter2' },
  });
});

test('a secret with a key is one of a signed JWT, which is valid for five minutes', () => {
  expect(parse(WITH_KEY)).toMatchObject({
    grant: { type: 'jwtBearer', clientEmail: 'service@example.com', lifetimeSeconds: 300 },
  });
});

test.each([[60], ['60']])('the time of the JWT may be written as %j', (oauthTokenExpirationSeconds) => {
  expect(parse({ ...WITH_KEY, oauthTokenExpirationSeconds }).grant).toMatchObject({ lifetimeSeconds: 60 });
});

test('the root certificate of the token endpoint is kept', () => {
  expect(parse({ ...WITH_SECRET, oauthIdpCaCertificate: CERTIFICATE }).ca).toBe(CERTIFICATE);
});

test.each<[string, object, string]>([
  ['without an endpoint', { oauthTokenEndpointUrl: undefined }, "it has no field 'oauthTokenEndpointUrl'"],
  [
    'of an endpoint that is no URL',
    { oauthTokenEndpointUrl: 'idp.hunter2' },
    "'oauthTokenEndpointUrl' is no URL, such as",
  ],
  [
    'of an endpoint without TLS',
    { oauthTokenEndpointUrl: 'http://hunter2.example.com' },
    "'oauthTokenEndpointUrl' begins with 'http://', and must with 'https://'",
  ],
  [
    'of an endpoint with a password',
    { oauthTokenEndpointUrl: 'https://a:hunter2@idp.example.com' },
    "'oauthTokenEndpointUrl' has a user name or a password in it; give them as 'oauthClientId'",
  ],
  ['without a client', { oauthClientId: undefined }, "it has no field 'oauthClientId'"],
  ['of an empty client', { oauthClientId: '' }, "its field 'oauthClientId' is empty"],
  [
    'of a client in another spelling',
    { oauthClientId: undefined, oauth_client_id: 'hunter2' },
    "no field 'oauthClientId' ('oauth_client_id' must be named 'oauthClientId')",
  ],
  ['without any proof', { oauthClientSecret: undefined }, "it has no field 'oauthClientSecret'"],
  [
    'of both grants',
    { oauthClientEmail: 'hunter2@example.com' },
    "the field 'oauthClientSecret' of one grant and 'oauthClientEmail' of the other, and Lambda takes only one of them",
  ],
  [
    'of a certificate that is none',
    { oauthIdpCaCertificate: 'hunter2' },
    "'oauthIdpCaCertificate' is no certificate in PEM",
  ],
])('a secret %s is an error that does not repeat it', (_, changed, problem) => {
  const error = errorOf({ ...WITH_SECRET, ...changed });
  expect(error).toContain(problem);
  expect(error).not.toContain('hunter2');
});

test.each<[string, object, string]>([
  ['without the account', { oauthClientEmail: undefined }, "it has no field 'oauthClientEmail'"],
  ['without the key', { oauthPrivateKey: undefined }, "it has no field 'oauthPrivateKey'"],
  ['of a key that is none', { oauthPrivateKey: 'hunter2' }, "'oauthPrivateKey' is no private key in PEM form"],
  [
    'of an encrypted key',
    {
      oauthPrivateKey: pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }), {
        cipher: 'aes-256-cbc',
        passphrase: 'hunter2',
      }),
    },
    'or one that a password opens; store it without',
  ],
  [
    'of a key that cannot sign',
    { oauthPrivateKey: pem(generateKeyPairSync('x25519')) },
    "'oauthPrivateKey' is a key of another kind than RSA or P-256",
  ],
  ['of a JWT for a day', { oauthTokenExpirationSeconds: 86_400 }, 'is no whole number from 1 to 3600'],
  ['of a JWT for a while', { oauthTokenExpirationSeconds: 'hunter2' }, 'is no whole number from 1 to 3600'],
])('a secret %s is an error too', (_, changed, problem) => {
  const error = errorOf({ ...WITH_KEY, ...changed });
  expect(error).toContain(problem);
  expect(error).not.toContain('hunter2');
});

function errorOf(fields: object): string {
  try {
    parse(fields);
    return 'no error';
  } catch (error) {
    return String(error);
  }
}
