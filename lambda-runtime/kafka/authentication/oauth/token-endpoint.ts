import { isObject } from '../../../environment';
import { errorMessage, quoted } from '../../../errors';
import { PermanentError } from '../../../permanent-error';
import { isCertificateFailure } from '../../failures';
import { signedAssertion } from './assertion';
import type { OAuthClient } from './client';
import { type Answer, ask, isTimeout, type Post, WAY, type Way } from './post';
import { claimsOf, type Token } from './token';

/** The parts of the request for a token, beside the client. */
export interface TokenParameters {
  readonly scope?: string;
  readonly audience?: string;
}

/**
 * Asks an OAuth 2.0 token endpoint for a token. It asks again if that may help.
 *
 * @param secretArn for errors: where the client was described
 * @throws PermanentError if the endpoint refuses the client, or is none
 */
export async function requestToken(
  client: OAuthClient,
  parameters: TokenParameters,
  secretArn: string,
  way: Way = WAY,
): Promise<Token> {
  const answer = await ask(
    {
      post: () => postOf(client, parameters),
      mayPass,
      unreachable: (cause) => unreachable(cause, client, secretArn, way.longestAnswer),
    },
    way,
  );
  return tokenIn(answer, client, secretArn);
}

/** https://www.rfc-editor.org/rfc/rfc6749#section-4.4 and https://www.rfc-editor.org/rfc/rfc7523#section-2.1 */
function postOf(client: OAuthClient, { scope, audience }: TokenParameters): Post {
  const { clientId, grant, tokenEndpoint: url, ca } = client;
  const form = new URLSearchParams(
    grant.type === 'clientCredentials'
      ? { grant_type: 'client_credentials' }
      : {
          grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
          assertion: signedAssertion(client, grant),
          client_id: clientId,
        },
  );
  for (const [name, value] of Object.entries({ scope, audience })) {
    if (value !== undefined) {
      form.set(name, value);
    }
  }
  const headers = {
    accept: 'application/json',
    ...(grant.type === 'clientCredentials' && { authorization: basic(clientId, grant.clientSecret) }),
  };
  return { url, headers, form: form.toString(), ...(ca && { ca }) };
}

/** The way that every token endpoint knows: https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1 */
function basic(clientId: string, clientSecret: string): string {
  const [id, secret] = [clientId, clientSecret].map((text) => new URLSearchParams({ '': text }).toString().slice(1));
  return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function mayPass({ status }: Answer): boolean {
  return status >= 500 || status === 429;
}

/** @throws if the answer holds none */
function tokenIn(answer: Answer, { tokenEndpoint }: OAuthClient, secretArn: string): Token {
  const { status, text } = answer;
  const endpoint = `the token endpoint ${nameOf(tokenEndpoint)}`;
  const json = jsonIn(text);
  const fields = isObject(json) ? json : {};
  if (mayPass(answer)) {
    throw new Error(`${endpoint} answered with status ${status}; try again once it works`);
  }
  if (typeof fields.error === 'string') {
    const { error, error_description: description } = fields;
    const why = typeof description === 'string' ? `${quoted(error)}: ${quoted(description)}` : quoted(error);
    throw new PermanentError(
      'AccessRefused',
      `${endpoint} refuses the client that the secret ${secretArn} describes: ${why}${HINTS[error] ?? ''}`,
    );
  }
  const none = (what: string) =>
    new PermanentError(
      'InvalidConfiguration',
      `${endpoint} ${what}; check 'oauthTokenEndpointUrl' in the secret ${secretArn}`,
    );
  if (status !== 200) {
    throw none(`answered with status ${status}, as a page does that is no token endpoint`);
  }
  const { access_token: value, token_type: type, expires_in: seconds } = fields;
  if (typeof value !== 'string' || value === '') {
    throw none('answered without an access_token');
  }
  if (typeof type === 'string' && type.toLowerCase() !== 'bearer') {
    throw none(`gave a token of the type ${quoted(type)}, and brokers take bearer tokens`);
  }
  const lifetimeMs = lifetimeOf(value, seconds);
  return { value, ...(lifetimeMs !== undefined && { lifetimeMs }) };
}

/** https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
const HINTS: Readonly<Record<string, string>> = {
  invalid_client: "; check 'oauthClientId' and 'oauthClientSecret' there",
  invalid_grant: "; check 'oauthClientEmail' and 'oauthPrivateKey' there",
  invalid_scope: '; check the scope that the construct was given, and what the identity provider grants this client',
  unauthorized_client: '; allow this client the grant at the identity provider',
  unsupported_grant_type: '; store the fields of the other grant in the secret',
};

/**
 * The lifetime of a token in milliseconds. The answer should tell it, but need not:
 * https://www.rfc-editor.org/rfc/rfc6749#section-5.1
 */
function lifetimeOf(token: string, seconds: unknown): number | undefined {
  const { exp } = claimsOf(token);
  const told = Number(seconds);
  const lifetime = told > 0 ? told * 1000 : typeof exp === 'number' ? exp * 1000 - Date.now() : 0;
  return lifetime > 0 ? lifetime : undefined;
}

function unreachable(cause: unknown, client: OAuthClient, secretArn: string, longestAnswer: number): Error {
  const endpoint = `the token endpoint ${nameOf(client.tokenEndpoint)}`;
  if (isCertificateFailure(cause)) {
    const remedy = client.ca === undefined ? 'give its root certificate as' : 'it is not signed by that in';
    return new PermanentError(
      'InvalidConfiguration',
      `${endpoint} shows a certificate that cannot be trusted: ${errorMessage(cause)}; ${remedy} 'oauthIdpCaCertificate' in the secret ${secretArn}`,
    );
  }
  const what = isTimeout(cause)
    ? `${endpoint} did not answer within ${longestAnswer / 1000} s`
    : `${endpoint} cannot be reached: ${errorMessage(cause)}`;
  return new Error(
    `${what}; give the function's subnets a way to it, such as a NAT gateway, and check 'oauthTokenEndpointUrl' in the secret ${secretArn}`,
  );
}

/** The URL without its query, which may hold something that must not be shown. */
function nameOf({ origin, pathname }: URL): string {
  return `${origin}${pathname}`;
}
