import type { PasswordMechanism } from '../producer-configuration';
import { CachedSecret, type ClientLoader, textField } from '../secret';
import type { ConnectionSecurity } from './connection-security';

const MECHANISMS = {
  SASL_PLAIN: 'PLAIN',
  SASL_SCRAM_256: 'SCRAM-SHA-256',
  SASL_SCRAM_512: 'SCRAM-SHA-512',
} as const;

/** User name and password, over SASL. */
export function passwordAuthentication(
  mechanism: PasswordMechanism,
  secretArn: string,
  loadClient?: ClientLoader,
): ConnectionSecurity {
  const secret = new CachedSecret(secretArn, CREDENTIALS, loadClient);
  return {
    options: async () => ({ sasl: { mechanism: MECHANISMS[mechanism], ...(await secret.read()) } }),
    forget: () => secret.forget(),
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/kafka-cluster-auth.html */
const CREDENTIALS = {
  description: 'a username and a password, both not empty',
  parse: (json: Record<string, unknown>) => {
    const username = textField(json, 'username');
    const password = textField(json, 'password');
    return username !== undefined && password !== undefined ? { username, password } : undefined;
  },
};
