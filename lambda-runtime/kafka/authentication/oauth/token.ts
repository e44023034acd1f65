import { isObject } from '../../../environment';

/** A token, and the time for which it is valid. */
export interface Token {
  readonly value: string;
  /** The time in milliseconds; absent if nothing tells it. */
  readonly lifetimeMs?: number;
}

/** An error: a token cannot be had now. The brokers have refused nothing, and it may pass. */
export class TokenUnavailableError extends Error {
  public override readonly name = 'TokenUnavailable';
}

/** The claims of a token that is a JWT; empty for any other. They are not verified here: the brokers do that. */
export function claimsOf(token: string): Readonly<Record<string, unknown>> {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return isObject(claims) ? claims : {};
  } catch {
    return {};
  }
}

/**
 * Describes the claims of a token, as the brokers may refuse it because of them. The claims are no secret; the token
 * itself is left out.
 */
export function describeToken(token: string): string {
  const claims = claimsOf(token);
  const told = ['iss', 'aud', 'sub', 'scope', 'scp']
    .filter((name) => claims[name] !== undefined)
    .map((name) => `${name} ${JSON.stringify(claims[name])}`);
  return told.length === 0
    ? 'the token is no JWT, or one without claims'
    : `the token says ${told.join(', ')}; compare it with what the brokers ask for`;
}
