import { AUTHENTICATIONS, VARIABLES } from '../../src/contract/variables';
import { choice, type Environment, requiredVariable } from '../environment';

export type PasswordMechanism = 'SASL_PLAIN' | 'SASL_SCRAM_256' | 'SASL_SCRAM_512';

/** Tells how the producer proves its identity, and which secret holds what it needs for that. */
export type AuthenticationConfiguration =
  | { readonly mechanism: 'NONE' }
  | { readonly mechanism: PasswordMechanism | 'MUTUAL_TLS'; readonly credentialsSecretArn: string }
  | {
      readonly mechanism: 'OAUTHBEARER';
      readonly credentialsSecretArn: string;
      /** The parts of the request for a token. */
      readonly parameters: { readonly scope?: string; readonly audience?: string };
      /** The extensions that the brokers are told beside the token. */
      readonly extensions: Readonly<Record<string, string>>;
    }
  | { readonly mechanism: 'IAM'; readonly region: string }
  | { readonly mechanism: 'IAM_OAUTHBEARER'; readonly region: string; readonly audience: string };

export interface KafkaConfiguration {
  readonly bootstrapServers: readonly string[];
  readonly tls: boolean;
  readonly authentication: AuthenticationConfiguration;
  /**
   * The secret with the root certificate; absent if the brokers' certificates are signed by an authority that Node.js
   * trusts.
   */
  readonly rootCaSecretArn?: string;
}

export function readKafkaConfiguration(environment: Environment): KafkaConfiguration {
  const authentication = readAuthentication(environment);
  const tls = choice(environment, VARIABLES.tls, ['true', 'false'], 'true') === 'true';
  const rootCaSecretArn = environment[VARIABLES.rootCaSecretArn];
  if (!tls && authentication.mechanism !== 'NONE') {
    throw new Error(
      `environment variable ${VARIABLES.tls} is 'false' with ${VARIABLES.authentication} ${authentication.mechanism}; ` +
        `credentials are sent over TLS only: remove ${VARIABLES.tls}`,
    );
  }
  if (!tls && rootCaSecretArn !== undefined) {
    throw new Error(
      `environment variable ${VARIABLES.rootCaSecretArn} is set with ${VARIABLES.tls} 'false'; without TLS there is no certificate to check: remove one of the two`,
    );
  }
  return {
    bootstrapServers: parseBootstrapServers(requiredVariable(environment, VARIABLES.bootstrapServers)),
    tls,
    authentication,
    ...(rootCaSecretArn !== undefined && { rootCaSecretArn }),
  };
}

function readAuthentication(environment: Environment): AuthenticationConfiguration {
  requiredVariable(environment, VARIABLES.authentication); // absent is not NONE
  const mechanism = choice(environment, VARIABLES.authentication, AUTHENTICATIONS, 'NONE');
  switch (mechanism) {
    case 'NONE':
      return { mechanism };
    case 'IAM':
      return { mechanism, region: requiredVariable(environment, 'AWS_REGION') };
    case 'IAM_OAUTHBEARER':
      return {
        mechanism,
        region: requiredVariable(environment, 'AWS_REGION'),
        audience: requiredVariable(environment, VARIABLES.oauthAudience),
      };
    case 'OAUTHBEARER':
      return {
        mechanism,
        credentialsSecretArn: requiredVariable(environment, VARIABLES.credentialsSecretArn),
        parameters: given(environment, { scope: VARIABLES.oauthScope, audience: VARIABLES.oauthAudience }),
        extensions: given(environment, CONFLUENT_EXTENSIONS),
      };
    default:
      return { mechanism, credentialsSecretArn: requiredVariable(environment, VARIABLES.credentialsSecretArn) };
  }
}

/** The names that brokers of Confluent Cloud know, as its own clients send them: `extension_logicalCluster` and so on. */
const CONFLUENT_EXTENSIONS = {
  logicalCluster: VARIABLES.oauthLogicalCluster,
  identityPoolId: VARIABLES.oauthIdentityPool,
};

/** The variables that are set, under the names that they are looked for by. */
function given<Name extends string>(
  environment: Environment,
  variables: Readonly<Record<Name, string>>,
): Partial<Record<Name, string>> {
  const entries = Object.entries<string>(variables).flatMap(([name, variable]) => {
    const value = environment[variable];
    return value === undefined || value === '' ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
}

function parseBootstrapServers(text: string): string[] {
  const servers = text.split(',').map((server) => server.trim());
  const wrong = servers.find((server) => !/^[^\s:/]+:\d{1,5}$/.test(server));
  if (wrong !== undefined) {
    throw new Error(
      `environment variable ${VARIABLES.bootstrapServers} has '${wrong}'; give host:port, separated by commas`,
    );
  }
  return servers;
}
