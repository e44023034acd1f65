import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer as createPlainServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { LoopbackCertificates } from '../kafka/certificates';
import { closeServer, portOf } from '../process/ports';
import { signedToken } from './signed-token';

/** A client of the provider: it has a secret, or a key whose public half is known here. */
export interface RegisteredClient {
  readonly id: string;
  readonly secret?: string;
  readonly email?: string;
  /** PEM */
  readonly publicKey?: string;
  /** The scopes that it may ask for. */
  readonly scopes: readonly string[];
}

/** The behaviour of the provider just now; a test may change it. */
export interface Behaviour {
  /** The seconds for which its tokens are valid. */
  lifetimeSeconds: number;
  /** The audience of its tokens, where none is asked for. */
  audience: string;
  /** Takes requests, and never answers. */
  silent: boolean;
  /** Answers every request with this status, as a server does that is down. */
  status?: number;
}

export interface LocalIdentityProvider {
  readonly tokenEndpoint: string;
  readonly issuer: string;
  readonly behaviour: Behaviour;
  /** The requests that tokens were issued for, in order. */
  readonly issued: readonly IssuedToken[];
  /** A token for a client that does not have to ask: what stands in for Lambda's pollers. */
  tokenOf(client: string): string;
  close(): Promise<void>;
}

export interface IssuedToken {
  readonly client: string;
  readonly grant: string;
  readonly scope?: string;
  readonly audience: string;
}

const CLIENT_CREDENTIALS = 'client_credentials';
const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** The refusals of https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
class Refused extends Error {
  constructor(
    readonly error: string,
    description: string,
    readonly status = 400,
  ) {
    super(description);
  }
}

/**
 * The token endpoint of an OAuth 2.0 identity provider, by HTTPS on loopback. It issues signed JWTs to clients that prove
 * who they are, by a secret or by a JWT of their own, and refuses all others as the specifications say.
 *
 * @param certificates without them it speaks HTTP
 */
export async function startIdentityProvider(
  issuerKey: KeyObject,
  issuer: string,
  audience: string,
  clients: readonly RegisteredClient[],
  certificates?: LoopbackCertificates,
): Promise<LocalIdentityProvider> {
  const behaviour: Behaviour = { lifetimeSeconds: 600, audience, silent: false };
  const issued: IssuedToken[] = [];
  const tokenFor = ({ client, scope, audience }: Omit<IssuedToken, 'grant'>) =>
    signedToken({ iss: issuer, sub: client, aud: audience, scope }, issuerKey, behaviour.lifetimeSeconds);
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const form = new URLSearchParams(await bodyOf(request));
    if (behaviour.silent) return;
    if (request.method !== 'POST' || request.url !== '/oauth2/token') {
      response.writeHead(404).end('not here');
    } else if (behaviour.status !== undefined) {
      send(response, behaviour.status, {});
    } else {
      try {
        const token = grant(form, request.headers.authorization, clients, endpoint(), behaviour);
        issued.push(token);
        send(response, 200, {
          access_token: tokenFor(token),
          token_type: 'Bearer',
          expires_in: behaviour.lifetimeSeconds,
        });
      } catch (refused) {
        if (!(refused instanceof Refused)) throw refused;
        send(response, refused.status, { error: refused.error, error_description: refused.message });
      }
    }
  };
  const server =
    certificates === undefined
      ? createPlainServer(answer)
      : createServer({ pfx: readFileSync(certificates.keyStore), passphrase: certificates.keyStorePassword }, answer);
  const scheme = certificates === undefined ? 'http' : 'https';
  const endpoint = () => `${scheme}://localhost:${portOf(server)}/oauth2/token`;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    tokenEndpoint: endpoint(),
    issuer,
    behaviour,
    issued,
    tokenOf: (client) => tokenFor({ client, audience: behaviour.audience }),
    close: () => closeServer(server),
  };
}

function grant(
  form: URLSearchParams,
  authorization: string | undefined,
  clients: readonly RegisteredClient[],
  endpoint: string,
  { audience: usual }: Behaviour,
): IssuedToken {
  const type = form.get('grant_type') ?? '';
  const client =
    type === CLIENT_CREDENTIALS
      ? clientBySecret(authorization, clients)
      : type === JWT_BEARER
        ? clientByAssertion(form.get('assertion') ?? '', clients, endpoint)
        : undefined;
  if (client === undefined) throw new Refused('unsupported_grant_type', `not served: ${type}`);
  const scope = form.get('scope') ?? undefined;
  if (scope !== undefined && !scope.split(' ').every((one) => client.scopes.includes(one))) {
    throw new Refused('invalid_scope', `the client may not have the scope ${scope}`);
  }
  return { client: client.id, grant: type, scope, audience: form.get('audience') ?? usual };
}

function clientBySecret(authorization = '', clients: readonly RegisteredClient[]): RegisteredClient {
  const [scheme, credentials = ''] = authorization.split(' ');
  const [id, secret] = Buffer.from(credentials, 'base64').toString().split(':').map(formDecoded);
  const client = clients.find((one) => one.id === id && one.secret !== undefined && one.secret === secret);
  if (scheme !== 'Basic' || client === undefined)
    throw new Refused('invalid_client', 'unknown client, or another secret', 401);
  return client;
}

function formDecoded(text: string): string {
  return new URLSearchParams(`t=${text}`).get('t') ?? '';
}

/** https://www.rfc-editor.org/rfc/rfc7523#section-3 */
function clientByAssertion(
  assertion: string,
  clients: readonly RegisteredClient[],
  endpoint: string,
): RegisteredClient {
  const [header = '', claims = '', signature = ''] = assertion.split('.');
  const { alg } = jsonIn(header);
  const { iss, sub, aud, exp, iat } = jsonIn(claims);
  const client = clients.find((one) => one.email !== undefined && one.email === iss && iss === sub);
  if (client?.publicKey === undefined) throw new Refused('invalid_grant', 'unknown issuer of the assertion');
  const key = createPublicKey(client.publicKey);
  const isEc = key.asymmetricKeyType === 'ec';
  if (alg !== (isEc ? 'ES256' : 'RS256'))
    throw new Refused('invalid_grant', `another algorithm than the key's: ${alg}`);
  const verifiedBy = isEc ? ({ key, dsaEncoding: 'ieee-p1363' } as const) : key;
  if (!verify('sha256', Buffer.from(`${header}.${claims}`), verifiedBy, Buffer.from(signature, 'base64url'))) {
    throw new Refused('invalid_grant', 'the signature of the assertion is not of the key');
  }
  const now = Date.now() / 1000;
  if (aud !== endpoint || !(Number(exp) > now && Number(iat) <= now + 1)) {
    throw new Refused('invalid_grant', 'the assertion is for another endpoint, or for another time');
  }
  return client;
}

function jsonIn(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;
}

function send(response: ServerResponse, status: number, body: object): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
