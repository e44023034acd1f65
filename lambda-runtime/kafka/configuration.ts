import { type Environment, requiredVariable } from '../environment';

export interface KafkaConfiguration {
  readonly bootstrapServers: readonly string[];
  readonly authentication: 'SASL_PLAIN';
  readonly credentialsSecretArn: string;
}

export function readKafkaConfiguration(environment: Environment): KafkaConfiguration {
  const authentication = requiredVariable(environment, 'KAFKA_AUTHENTICATION');
  if (authentication !== 'SASL_PLAIN') {
    throw new Error(`environment variable KAFKA_AUTHENTICATION is '${authentication}'; this replayer knows SASL_PLAIN`);
  }
  return {
    bootstrapServers: parseBootstrapServers(requiredVariable(environment, 'KAFKA_BOOTSTRAP_SERVERS')),
    authentication,
    credentialsSecretArn: requiredVariable(environment, 'KAFKA_CREDENTIALS_SECRET_ARN'),
  };
}

function parseBootstrapServers(text: string): string[] {
  const servers = text.split(',').map((server) => server.trim());
  const wrong = servers.find((server) => !/^[^\s:/]+:\d{1,5}$/.test(server));
  if (wrong !== undefined) {
    throw new Error(`environment variable KAFKA_BOOTSTRAP_SERVERS has '${wrong}'; give host:port, separated by commas`);
  }
  return servers;
}
