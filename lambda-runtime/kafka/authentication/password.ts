import type { PasswordMechanism } from '../producer-configuration';
import { CachedSecret, type ClientLoader } from '../secret';
import type { SecretFields } from '../secret-fields';
import type { ConnectionSecurity } from './connection-security';

const MECHANISMS = {
  SASL_PLAIN: 'PLAIN',
  SASL_SCRAM_256: 'SCRAM-SHA-256',
  SASL_SCRAM_512: 'SCRAM-SHA-512',
} as const;

/** Authentication by a user name and a password, over SASL. */
export function passwordAuthentication(
  mechanism: PasswordMechanism,
  secretArn: string,
  loadClient?: ClientLoader,
): ConnectionSecurity {
  const secret = new CachedSecret(secretArn, CREDENTIALS, loadClient);
  let blanks: string | undefined;
  return {
    options: async () => {
      const credentials = await secret.read();
      blanks = blanksIn(credentials);
      return { sasl: { mechanism: MECHANISMS[mechanism], ...credentials } };
    },
    refused: () => {
      secret.forget();
      return blanks && `the secret ${secretArn} ${blanks}`;
    },
  };
}

interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/kafka-cluster-auth.html */
const CREDENTIALS = {
  description: 'a username and a password, both not empty',
  parse: (fields: SecretFields): Credentials => ({
    username: fields.required('username'),
    password: fields.required('password'),
  }),
};

/**
 * Remarks that a password has blanks at its ends. It may have them, but if it was refused they were probably copied by
 * mistake.
 */
function blanksIn(credentials: Credentials): string | undefined {
  const names = (['username', 'password'] as const).filter((name) => credentials[name] !== credentials[name].trim());
  return names.length === 0
    ? undefined
    : `has a ${names.join(' and a ')} that begins or ends with a blank or a line break; store it without if it was copied by mistake`;
}
