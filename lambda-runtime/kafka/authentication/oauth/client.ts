import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { SecretFields } from '../../secret-fields';
import { parseCertificate } from '../certificate';

/** The proof by which the identity provider knows the client. */
export type Grant =
  | { readonly type: 'clientCredentials'; readonly clientSecret: string }
  | {
      readonly type: 'jwtBearer';
      readonly clientEmail: string;
      readonly privateKey: KeyObject;
      /** The time for which the signed JWT is valid. */
      readonly lifetimeSeconds: number;
    };

/** A client of an OAuth 2.0 identity provider. */
export interface OAuthClient {
  readonly tokenEndpoint: URL;
  readonly clientId: string;
  readonly grant: Grant;
  /** The root certificate of the token endpoint, PEM. Absent: its authority is one that Node.js trusts. */
  readonly ca?: string;
}

/** The fields that Lambda's event source mapping prescribes for the secret of OAUTHBEARER_AUTH: the same secret serves both. */
const FIELDS = {
  endpoint: 'oauthTokenEndpointUrl',
  id: 'oauthClientId',
  secret: 'oauthClientSecret',
  email: 'oauthClientEmail',
  key: 'oauthPrivateKey',
  lifetime: 'oauthTokenExpirationSeconds',
  ca: 'oauthIdpCaCertificate',
} as const;

const DEFAULT_LIFETIME_SECONDS = 300;
/**
 * The longest lifetime: identity providers take no longer ones, and many take less:
 * https://developers.google.com/identity/protocols/oauth2/service-account
 */
const LONGEST_LIFETIME_SECONDS = 3600;

/** https://docs.aws.amazon.com/lambda/latest/dg/kafka-cluster-auth.html#smaa-auth-oauth-secret */
export const OAUTH_CLIENT = {
  description: `${FIELDS.endpoint} and ${FIELDS.id}, and either ${FIELDS.secret} or both ${FIELDS.email} and ${FIELDS.key}`,
  parse: (fields: SecretFields): OAuthClient => {
    const ca = fields.optional(FIELDS.ca);
    if (ca !== undefined) {
      parseCertificate(ca, FIELDS.ca);
    }
    return {
      tokenEndpoint: tokenEndpointOf(fields.required(FIELDS.endpoint)),
      clientId: fields.required(FIELDS.id),
      grant: grantOf(fields),
      ...(ca !== undefined && { ca }),
    };
  },
};

/**
 * Reads the URL of the token endpoint. It must have TLS, since the client's secret goes to it. Lambda takes no other
 * URL either.
 */
function tokenEndpointOf(text: string): URL {
  const wrong = (how: string) => new Error(`its field '${FIELDS.endpoint}' ${how}`);
  if (!URL.canParse(text)) {
    throw wrong('is no URL, such as https://idp.example.com/oauth2/token');
  }
  const url = new URL(text);
  if (url.protocol !== 'https:') {
    throw wrong(`begins with '${url.protocol}//', and must with 'https://'`);
  }
  if (url.username !== '' || url.password !== '') {
    throw wrong(`has a user name or a password in it; give them as '${FIELDS.id}' and '${FIELDS.secret}'`);
  }
  return url;
}

function grantOf(fields: SecretFields): Grant {
  const clientSecret = fields.optional(FIELDS.secret);
  const ofJwt = [FIELDS.email, FIELDS.key].filter((name) => fields.optional(name) !== undefined);
  if (clientSecret !== undefined && ofJwt.length > 0) {
    throw new Error(
      `it has the field '${FIELDS.secret}' of one grant and '${ofJwt.join("' and '")}' of the other, and Lambda takes only one of them; leave out those of the other`,
    );
  }
  return ofJwt.length === 0
    ? { type: 'clientCredentials', clientSecret: fields.required(FIELDS.secret) }
    : {
        type: 'jwtBearer',
        clientEmail: fields.required(FIELDS.email),
        privateKey: privateKeyOf(fields.required(FIELDS.key)),
        lifetimeSeconds: fields.optionalWhole(FIELDS.lifetime, 1, LONGEST_LIFETIME_SECONDS) ?? DEFAULT_LIFETIME_SECONDS,
      };
}

function privateKeyOf(pem: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw new Error(
      `its field '${FIELDS.key}' is no private key in PEM form, which begins with -----BEGIN PRIVATE KEY-----, or one that a password opens; store it without`,
    );
  }
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type !== 'rsa' && !(type === 'ec' && details?.namedCurve === 'prime256v1')) {
    throw new Error(`its field '${FIELDS.key}' is a key of another kind than RSA or P-256, and cannot sign the JWT`);
  }
  return key;
}
