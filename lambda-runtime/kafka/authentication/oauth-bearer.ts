import { errorMessage } from '../../errors';
import { permanentName } from '../../permanent-error';
import type { AuthenticationConfiguration } from '../producer-configuration';
import { CachedSecret, type ClientLoader } from '../secret';
import { bearer } from './bearer';
import type { ConnectionSecurity } from './connection-security';
import { OAUTH_CLIENT } from './oauth/client';
import { RenewedToken } from './oauth/renewed-token';
import { describeToken, TokenUnavailableError } from './oauth/token';
import { requestToken } from './oauth/token-endpoint';

/**
 * Authentication by a token of an OAuth 2.0 identity provider. The first token is asked for before there is a
 * connection, so that its faults are reported by themselves. Each connection, and each one that authenticates again,
 * gets a token that is still valid.
 */
export function oauthBearer(
  {
    credentialsSecretArn: arn,
    parameters,
    extensions,
  }: Extract<AuthenticationConfiguration, { mechanism: 'OAUTHBEARER' }>,
  loadClient?: ClientLoader,
): ConnectionSecurity {
  const secret = new CachedSecret(arn, OAUTH_CLIENT, loadClient);
  const token = new RenewedToken(async () => {
    const client = await secret.read();
    try {
      return await requestToken(client, parameters, arn);
    } catch (error) {
      if (permanentName(error) !== undefined) {
        secret.forget(); // it may have been rotated since it was read
      }
      throw error;
    }
  });
  return {
    options: async () => {
      await token.value();
      return { sasl: bearer(() => token.value().catch(asUnavailable), extensions) };
    },
    refused: () => {
      const { last } = token;
      secret.forget();
      token.forget();
      return last === undefined ? undefined : describeToken(last);
    },
  };
}

/** Marks an error as one of getting a token, since the Kafka client takes every such error for a refusal. */
function asUnavailable(cause: unknown): never {
  throw permanentName(cause) === undefined ? new TokenUnavailableError(errorMessage(cause), { cause }) : cause;
}
