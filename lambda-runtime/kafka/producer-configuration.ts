import { choice, type Environment, requiredVariable } from '../environment';

const AUTHENTICATIONS = ['NONE', 'SASL_PLAIN', 'SASL_SCRAM_256', 'SASL_SCRAM_512', 'MUTUAL_TLS', 'IAM'] as const;

export type PasswordMechanism = 'SASL_PLAIN' | 'SASL_SCRAM_256' | 'SASL_SCRAM_512';

/** Tells how the producer proves its identity, and which secret holds what it needs for that. */
export type AuthenticationConfiguration =
  | { readonly mechanism: 'NONE' }
  | { readonly mechanism: PasswordMechanism | 'MUTUAL_TLS'; readonly credentialsSecretArn: string }
  | { readonly mechanism: 'IAM'; readonly region: string };

export interface KafkaConfiguration {
  readonly bootstrapServers: readonly string[];
  readonly tls: boolean;
  readonly authentication: AuthenticationConfiguration;
  /** Absent: the brokers' certificates are signed by an authority that Node.js trusts. */
  readonly rootCaSecretArn?: string;
}

export function readKafkaConfiguration(environment: Environment): KafkaConfiguration {
  const authentication = readAuthentication(environment);
  const tls = choice(environment, 'KAFKA_TLS', ['true', 'false'], 'true') === 'true';
  const rootCaSecretArn = environment.KAFKA_ROOT_CA_SECRET_ARN;
  if (!tls && authentication.mechanism !== 'NONE') {
    throw new Error(
      `environment variable KAFKA_TLS is 'false' with KAFKA_AUTHENTICATION ${authentication.mechanism}; ` +
        'credentials are sent over TLS only: remove KAFKA_TLS',
    );
  }
  if (!tls && rootCaSecretArn !== undefined) {
    throw new Error(
      "environment variable KAFKA_ROOT_CA_SECRET_ARN is set with KAFKA_TLS 'false'; without TLS there is no certificate to check: remove one of the two",
    );
  }
  return {
    bootstrapServers: parseBootstrapServers(requiredVariable(environment, 'KAFKA_BOOTSTRAP_SERVERS')),
    tls,
    authentication,
    ...(rootCaSecretArn !== undefined && { rootCaSecretArn }),
  };
}

function readAuthentication(environment: Environment): AuthenticationConfiguration {
  requiredVariable(environment, 'KAFKA_AUTHENTICATION'); // absent is not NONE
  const mechanism = choice(environment, 'KAFKA_AUTHENTICATION', AUTHENTICATIONS, 'NONE');
  switch (mechanism) {
    case 'NONE':
      return { mechanism };
    case 'IAM':
      return { mechanism, region: requiredVariable(environment, 'AWS_REGION') };
    default:
      return { mechanism, credentialsSecretArn: requiredVariable(environment, 'KAFKA_CREDENTIALS_SECRET_ARN') };
  }
}

function parseBootstrapServers(text: string): string[] {
  const servers = text.split(',').map((server) => server.trim());
  const wrong = servers.find((server) => !/^[^\s:/]+:\d{1,5}$/.test(server));
  if (wrong !== undefined) {
    throw new Error(`environment variable KAFKA_BOOTSTRAP_SERVERS has '${wrong}'; give host:port, separated by commas`);
  }
  return servers;
}
