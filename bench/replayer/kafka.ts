import { join } from 'node:path';
import { startKafkaBroker } from '../../local/kafka/kafka-cluster';
import type { Supervisor } from '../../local/process/supervisor';
import { DUMMY_CREDENTIALS, startSecretsManager } from '../../local/secrets-manager/secrets-manager';

const SECRET_ARN = 'arn:aws:secretsmanager:eu-central-1:111111111111:secret:confluent/bench/api-key-AbCdEf';

/** One listener of one broker, as either side is told of it: TLS with SASL PLAIN, as the demo's cluster has it. */
export interface Kafka {
  /** The replayer's variables. It reads its password as in Lambda, by the real client of Secrets Manager. */
  readonly environment: Record<string, string>;
  /** The variables of a producer without the replayer, which gets the password itself and asks no service for it. */
  readonly clientEnvironment: Record<string, string>;
  /** The variables of Python's client, which gets the password itself, too. */
  readonly pythonEnvironment: Record<string, string>;
  close(): Promise<void>;
}

export async function startKafka(supervisor: Supervisor, jars: string): Promise<Kafka> {
  const broker = await startKafkaBroker(supervisor, jars, join(supervisor.temporaryFolder(), 'kafka'));
  await broker.started;
  const { username, password, caFile } = broker;
  const bootstrapServers = `${broker.host}:${broker.port}`;
  const secrets = await startSecretsManager({ [SECRET_ARN]: JSON.stringify({ username, password }) });
  return {
    environment: {
      KAFKA_BOOTSTRAP_SERVERS: bootstrapServers,
      KAFKA_AUTHENTICATION: 'SASL_PLAIN',
      KAFKA_CREDENTIALS_SECRET_ARN: SECRET_ARN,
      NODE_EXTRA_CA_CERTS: caFile,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.endpoint,
      AWS_ACCESS_KEY_ID: DUMMY_CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: DUMMY_CREDENTIALS.secretAccessKey,
    },
    clientEnvironment: {
      KAFKA_SERVERS: bootstrapServers,
      KAFKA_USERNAME: username,
      KAFKA_PASSWORD: password,
      KAFKA_CA_FILE: caFile,
    },
    pythonEnvironment: {
      KAFKA_SETTINGS: JSON.stringify({
        'bootstrap.servers': bootstrapServers,
        'security.protocol': 'SASL_SSL',
        'sasl.mechanisms': 'PLAIN',
        'sasl.username': username,
        'sasl.password': password,
        'ssl.ca.location': caFile,
        log_level: 4, // warnings and worse: clients come and go, and each would say so
      }),
    },
    close: () => secrets.close(),
  };
}
