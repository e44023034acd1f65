import { errorMessage } from '../../errors';
import { permanentName } from '../../permanent-error';
import { bearer } from './bearer';
import type { ConnectionSecurity } from './connection-security';
import { RenewedToken } from './oauth/renewed-token';
import { describeToken, type Token, TokenUnavailableError } from './oauth/token';

/** The settings that differ from one issuer of tokens to another. */
interface Settings {
  /** The extensions that the brokers are sent beside the token. */
  readonly extensions?: Readonly<Record<string, string>>;
  /** Called when the brokers have refused the token. */
  readonly forget?: () => void;
}

/**
 * Authentication by a token that is renewed. The first token is asked for before there is a connection, so that its faults
 * are reported by themselves. Each connection, and each one that authenticates again, gets a token that is still valid.
 *
 * @param ask asks the issuer for a token
 */
export function renewedBearer(ask: () => Promise<Token>, { extensions, forget }: Settings = {}): ConnectionSecurity {
  const token = new RenewedToken(ask);
  return {
    options: async () => {
      await token.value();
      return { sasl: bearer(() => token.value().catch(asUnavailable), extensions) };
    },
    refused: () => {
      const { last } = token;
      forget?.();
      token.forget();
      return last === undefined ? undefined : describeToken(last);
    },
  };
}

/** Marks an error as one of getting a token, since the Kafka client takes every such error for a refusal. */
function asUnavailable(cause: unknown): never {
  throw permanentName(cause) === undefined ? new TokenUnavailableError(errorMessage(cause), { cause }) : cause;
}
