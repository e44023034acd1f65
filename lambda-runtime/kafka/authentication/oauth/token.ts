import { isObject } from '../../../environment';

/** A token, and the time for which it is valid. */
export interface Token {
  readonly value: string;
  /** Milliseconds; absent if nobody says. */
  readonly lifetimeMs?: number;
}

/** A token cannot be had now: the brokers have refused nothing, and it may pass. */
export class TokenUnavailableError extends Error {
  public override readonly name = 'TokenUnavailable';
}

/** The claims of a token that is a JWT; empty for any other. Nothing here relies on them: whether they are true is the brokers' business. */
export function claimsOf(token: string): Readonly<Record<string, unknown>> {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return isObject(claims) ? claims : {};
  } catch {
    return {};
  }
}

/** Tells what the brokers may have against a token. The claims are no secret, and the token itself is not among them. */
export function describeToken(token: string): string {
  const claims = claimsOf(token);
  const told = ['iss', 'aud', 'sub', 'scope', 'scp']
    .filter((name) => claims[name] !== undefined)
    .map((name) => `${name} ${JSON.stringify(claims[name])}`);
  return told.length === 0
    ? 'the token is no JWT, or one without claims'
    : `the token says ${told.join(', ')}; compare it with what the brokers ask for`;
}
