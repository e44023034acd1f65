import type { KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import { signedToken } from '../oauth/signed-token';
import { closeServer, portOf } from '../process/ports';
import { DUMMY_CREDENTIALS } from '../secrets-manager/secrets-manager';
import { wrongIn } from './signature';

/** The present behaviour of the service, which a test may change. */
export interface Behaviour {
  /** True if the account has outbound web identity federation enabled. */
  federation: boolean;
  /** The audiences that the role may have tokens for; absent if it may have tokens for all. */
  allowed?: readonly string[];
  /** The seconds for which tokens are valid; absent if the requests decide, which can ask for 60 at least. */
  lifetimeSeconds?: number;
  /** True if the service takes requests and never answers. */
  silent: boolean;
  /** The number of requests that are still refused because there are too many. */
  throttled: number;
}

/** A request that was answered with a token. */
export interface Asked {
  readonly audience: readonly string[];
  readonly algorithm: string;
  readonly seconds: number;
}

export interface LocalSts {
  /** The value for AWS_ENDPOINT_URL_STS. */
  readonly endpoint: string;
  readonly behaviour: Behaviour;
  /** The requests that were answered with a token, in order. */
  readonly issued: readonly Asked[];
  /** Makes a token without a request, for the stand-in for Lambda's pollers. */
  tokenFor(audience: string): string;
  close(): Promise<void>;
}

/** The role that all tokens are for. */
export const ROLE = 'arn:aws:iam::111111111111:role/replayer';

class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 403,
  ) {
    super(message);
  }
}

/**
 * Answers GetWebIdentityToken on loopback as AWS STS does, for callers whose signature is right.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html
 */
export async function startSts(issuerKey: KeyObject, issuer: string): Promise<LocalSts> {
  const behaviour: Behaviour = { federation: true, silent: false, throttled: 0 };
  const issued: Asked[] = [];
  const token = (audience: readonly string[], seconds: number) =>
    signedToken(
      {
        iss: issuer,
        sub: ROLE,
        aud: audience.length === 1 ? audience[0] : audience,
        'https://sts.amazonaws.com/': { aws_account: '111111111111', principal_id: ROLE },
      },
      issuerKey,
      seconds,
    );
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (behaviour.silent) return;
    const { method = '', url: path = '', headers } = request;
    try {
      const body = Buffer.concat(chunks).toString();
      const wrong = wrongIn({ method, path, headers, body }, DUMMY_CREDENTIALS, 'sts');
      if (wrong !== undefined) throw new Refused('SignatureDoesNotMatch', wrong);
      const asked = askedIn(new URLSearchParams(body), behaviour);
      const seconds = behaviour.lifetimeSeconds ?? asked.seconds;
      const answer = answered(token(asked.audience, seconds), seconds);
      issued.push(asked);
      response.writeHead(200, { 'content-type': 'text/xml' }).end(answer);
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      response.writeHead(refused.status, { 'content-type': 'text/xml' }).end(failed(refused));
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    endpoint: `http://127.0.0.1:${portOf(server)}`,
    behaviour,
    issued,
    tokenFor: (audience) => token([audience], 300),
    close: () => closeServer(server),
  };
}

function askedIn(form: URLSearchParams, behaviour: Behaviour): Asked {
  const action = form.get('Action');
  if (action !== 'GetWebIdentityToken' || form.get('Version') !== '2011-06-15') {
    throw new Refused('InvalidAction', `not served: ${action}`, 400);
  }
  if (behaviour.throttled > 0) {
    behaviour.throttled -= 1;
    throw new Refused('Throttling', 'Rate exceeded', 400);
  }
  const audience = [...form].filter(([name]) => /^Audience\.member\.\d+$/.test(name)).map(([, value]) => value);
  const algorithm = form.get('SigningAlgorithm') ?? '';
  const seconds = Number(form.get('DurationSeconds') ?? 300);
  if (audience.length < 1 || audience.length > 10 || audience.some((one) => one === '' || one.length > 1000)) {
    throw new Refused('ValidationError', "Value at 'audience' failed to satisfy constraint", 400);
  }
  // The issuer here has no key for the other algorithm, which is ES384.
  if (algorithm !== 'RS256' || !(seconds >= 60 && seconds <= 3600)) {
    throw new Refused('ValidationError', "Value at 'signingAlgorithm' or 'durationSeconds' is not served", 400);
  }
  if (!behaviour.federation) {
    throw new Refused(
      'OutboundWebIdentityFederationDisabledException',
      'The outbound web identity federation feature is not enabled for this account.',
    );
  }
  const { allowed } = behaviour;
  if (allowed && !audience.every((one) => allowed.includes(one))) {
    throw new Refused(
      'AccessDenied',
      `User: ${ROLE} is not authorized to perform: sts:GetWebIdentityToken because no identity-based policy allows the sts:GetWebIdentityToken action`,
    );
  }
  return { audience, algorithm, seconds };
}

function answered(token: string, seconds: number): string {
  const expiration = new Date(Date.now() + seconds * 1000).toISOString();
  return `<GetWebIdentityTokenResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetWebIdentityTokenResult><WebIdentityToken>${token}</WebIdentityToken><Expiration>${expiration}</Expiration></GetWebIdentityTokenResult><ResponseMetadata><RequestId>local</RequestId></ResponseMetadata></GetWebIdentityTokenResponse>`;
}

function failed({ code, message }: Refused): string {
  const escaped = message.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", '&apos;');
  return `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${escaped}</Message></Error><RequestId>local</RequestId></ErrorResponse>`;
}
