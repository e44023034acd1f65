import type { Environment } from '../../environment';
import type { AuthenticationConfiguration } from '../producer-configuration';
import type { ConnectionSecurity } from './connection-security';
import { renewedBearer } from './renewed-bearer';
import { requestWebIdentityToken } from './sts/web-identity-token';

/** Authentication by a token that AWS STS issues for the function's own role. */
export function iamOAuthBearer(
  { audience, region }: Extract<AuthenticationConfiguration, { mechanism: 'IAM_OAUTHBEARER' }>,
  environment: Environment,
): ConnectionSecurity {
  return renewedBearer(() => requestWebIdentityToken(audience, region, environment));
}
