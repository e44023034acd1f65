import type { Environment } from '../../environment';
import type { AuthenticationConfiguration, KafkaConfiguration } from '../producer-configuration';
import type { ClientLoader } from '../secret';
import type { ConnectionSecurity } from './connection-security';
import { iamAuthentication } from './iam';
import { iamOAuthBearer } from './iam-oauth-bearer';
import { mutualTls } from './mutual-tls';
import { oauthBearer } from './oauth-bearer';
import { passwordAuthentication } from './password';
import { serverTrust } from './root-ca';

const NOTHING: ConnectionSecurity = { options: async () => ({}), refused: () => undefined };

/** Combines the trust in the brokers with the proof of the client's identity. */
export function connectionSecurity(
  { tls, rootCaSecretArn, authentication }: Pick<KafkaConfiguration, 'tls' | 'rootCaSecretArn' | 'authentication'>,
  environment: Environment,
  loadClient?: ClientLoader,
): ConnectionSecurity {
  const trust = tls ? serverTrust(rootCaSecretArn, loadClient) : NOTHING;
  const proof = proofOf(authentication, environment, loadClient);
  return {
    options: async () => {
      const [trusting, proving] = await Promise.all([trust.options(), proof.options()]);
      return { ...trusting, ...proving, ...(tls && { tls: { ...trusting.tls, ...proving.tls } }) };
    },
    refused: () => {
      const remarks = [trust.refused(), proof.refused()].filter((remark) => remark !== undefined);
      return remarks.length > 0 ? remarks.join('; ') : undefined;
    },
  };
}

function proofOf(
  authentication: AuthenticationConfiguration,
  environment: Environment,
  loadClient?: ClientLoader,
): ConnectionSecurity {
  switch (authentication.mechanism) {
    case 'NONE':
      return NOTHING;
    case 'IAM':
      return iamAuthentication(authentication.region, environment);
    case 'IAM_OAUTHBEARER':
      return iamOAuthBearer(authentication, environment);
    case 'OAUTHBEARER':
      return oauthBearer(authentication, loadClient);
    case 'MUTUAL_TLS':
      return mutualTls(authentication.credentialsSecretArn, loadClient);
    default:
      return passwordAuthentication(authentication.mechanism, authentication.credentialsSecretArn, loadClient);
  }
}
