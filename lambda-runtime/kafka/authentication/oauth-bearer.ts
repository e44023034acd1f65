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
 * A token of an OAuth 2.0 identity provider. The first one is asked for before there is a connection, so that what stands
 * in its way is told by itself; each connection, and each one that authenticates again, gets one that is still valid.
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

/** Told apart, since the Kafka client takes whatever keeps it from having a token for a refusal. */
function asUnavailable(cause: unknown): never {
  throw permanentName(cause) === undefined ? new TokenUnavailableError(errorMessage(cause), { cause }) : cause;
}
