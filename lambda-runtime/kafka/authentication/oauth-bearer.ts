import { permanentName } from '../../permanent-error';
import type { AuthenticationConfiguration } from '../producer-configuration';
import { CachedSecret, type ClientLoader } from '../secret';
import type { ConnectionSecurity } from './connection-security';
import { OAUTH_CLIENT } from './oauth/client';
import { requestToken } from './oauth/token-endpoint';
import { renewedBearer } from './renewed-bearer';

/** Authentication by a token of an OAuth 2.0 identity provider, for the client that a secret describes. */
export function oauthBearer(
  {
    credentialsSecretArn: arn,
    parameters,
    extensions,
  }: Extract<AuthenticationConfiguration, { mechanism: 'OAUTHBEARER' }>,
  loadClient?: ClientLoader,
): ConnectionSecurity {
  const secret = new CachedSecret(arn, OAUTH_CLIENT, loadClient);
  const ask = async () => {
    const client = await secret.read();
    try {
      return await requestToken(client, parameters, arn);
    } catch (error) {
      if (permanentName(error) !== undefined) {
        secret.forget(); // it may have been rotated since it was read
      }
      throw error;
    }
  };
  return renewedBearer(ask, { extensions, forget: () => secret.forget() });
}
