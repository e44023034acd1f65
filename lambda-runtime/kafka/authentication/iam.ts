import type { Environment } from '../../environment';
import { bearer } from './bearer';
import type { ConnectionSecurity } from './connection-security';
import { mskIamToken } from './msk-iam-token';

/**
 * Authentication by AWS IAM with Amazon MSK, as the function's own role. Each connection asks for a token of its own;
 * none is kept.
 */
export function iamAuthentication(region: string, environment: Environment): ConnectionSecurity {
  return {
    options: async () => ({ sasl: bearer(() => mskIamToken(region, environment)) }),
    refused: () => undefined,
  };
}
