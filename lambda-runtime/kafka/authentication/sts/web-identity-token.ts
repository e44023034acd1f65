import { WEB_IDENTITY_TOKEN } from '../../../../src/contract/web-identity-token';
import type { Environment } from '../../../environment';
import { errorMessage, quoted } from '../../../errors';
import { PermanentError } from '../../../permanent-error';
import { isCertificateFailure } from '../../failures';
import { type Answer, ask, FORM, isTimeout, type Post, WAY, type Way } from '../oauth/post';
import { claimsOf, type Token } from '../oauth/token';
import { ALGORITHM, namesOf, RequestSigner } from '../request-signer';
import { stsEndpoint } from './endpoint';
import { refusalIn, refused } from './refusals';
import { textOf } from './xml';

const { signingAlgorithm, durationSeconds } = WEB_IDENTITY_TOKEN;

/**
 * Asks AWS STS for a token that identifies the function's role. It asks again if that may help.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetWebIdentityToken.html
 *
 * The request is made without the AWS SDK. A version that is older than the operation does not know it, and the runtime of
 * Lambda decides on the version (https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html).
 *
 * @throws PermanentError if the role may not have a token, or if the account issues none
 */
export async function requestWebIdentityToken(
  audience: string,
  region: string,
  environment: Environment,
  way: Way = WAY,
): Promise<Token> {
  const url = stsEndpoint(region, environment);
  const answer = await ask(
    {
      post: () => signedPost(url, audience, new RequestSigner('sts', region, environment)),
      mayPass,
      unreachable: (cause) => unreachable(cause, url, way.longestAnswer),
    },
    way,
  );
  return tokenIn(answer, url, audience);
}

function signedPost(url: URL, audience: string, signer: RequestSigner): Post {
  const form = new URLSearchParams({
    Action: 'GetWebIdentityToken',
    Version: '2011-06-15',
    'Audience.member.1': audience,
    SigningAlgorithm: signingAlgorithm,
    DurationSeconds: String(durationSeconds),
  }).toString();
  const headers = {
    'content-type': FORM,
    host: url.host,
    'x-amz-date': signer.time,
    ...(signer.sessionToken && { 'x-amz-security-token': signer.sessionToken }),
  };
  const signature = signer.sign({ method: 'POST', path: url.pathname, query: '', headers, body: form });
  const authorization = `${ALGORITHM} Credential=${signer.credential}, SignedHeaders=${namesOf(headers)}, Signature=${signature}`;
  return { url, headers: { ...headers, authorization }, form };
}

/**
 * Returns true if another attempt may help. AWS STS reports too many requests with status 400:
 * https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
 */
function mayPass({ status, text }: Answer): boolean {
  return status >= 500 || status === 429 || refusalIn(text)?.code.startsWith('Throttling') === true;
}

/**
 * Reads the token out of an answer.
 *
 * @throws if the answer holds none
 */
function tokenIn(answer: Answer, url: URL, audience: string): Token {
  const { status, text } = answer;
  const refusal = refusalIn(text);
  if (mayPass(answer)) {
    const what = refusal === undefined ? `status ${status}` : quoted(refusal.code);
    throw new Error(`AWS STS (${url.origin}) answered with ${what}; try again once it works`);
  }
  if (refusal !== undefined) {
    throw refused(refusal, audience);
  }
  const value = textOf(text, 'WebIdentityToken');
  if (status !== 200 || value === undefined) {
    throw new PermanentError(
      'InvalidConfiguration',
      `${url.origin} answered with status ${status} and without a token, as something does that is not AWS STS; check where this name leads in the function's subnets`,
    );
  }
  return { value, lifetimeMs: lifetimeOf(value) };
}

/** The lifetime by the token's own claims, which do not depend on the clock here, and may be shorter than was asked for. */
function lifetimeOf(token: string): number {
  const { iat, exp } = claimsOf(token);
  const seconds = Number(exp) - Number(iat);
  return (seconds > 0 ? seconds : durationSeconds) * 1000;
}

function unreachable(cause: unknown, { origin }: URL, longestAnswer: number): Error {
  if (isCertificateFailure(cause)) {
    return new PermanentError(
      'InvalidConfiguration',
      `AWS STS (${origin}) shows a certificate that cannot be trusted: ${errorMessage(cause)}; check where this name leads in the function's subnets`,
    );
  }
  const what = isTimeout(cause)
    ? `did not answer within ${longestAnswer / 1000} s`
    : `cannot be reached: ${errorMessage(cause)}`;
  return new Error(
    `AWS STS (${origin}) ${what}; give the function's subnets a way to it: a NAT gateway, or an interface endpoint for it whose security group takes HTTPS`,
  );
}
