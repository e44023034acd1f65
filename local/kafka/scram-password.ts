import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { kafkaModule } from './kafka-client';
import type { KafkaBroker } from './kafka-cluster';

const ITERATIONS = 4096;
/** The numbers of the mechanisms in Kafka's protocol, and the digests. */
const MECHANISMS = { 'SCRAM-SHA-256': [1, 'sha256', 32], 'SCRAM-SHA-512': [2, 'sha512', 64] } as const;

/** Gives a user another password for SCRAM, as `kafka-configs.sh --alter --entity-type users` does. */
export async function changeScramPassword(
  { host, ports }: KafkaBroker,
  mechanism: keyof typeof MECHANISMS,
  username: string,
  password: string,
): Promise<void> {
  const { alterUserScramCredentialsV0, Connection } = await kafkaModule();
  const [number, digest, bytes] = MECHANISMS[mechanism];
  const salt = randomBytes(bytes);
  const saltedPassword = pbkdf2Sync(password, salt, ITERATIONS, bytes, digest);
  const connection = new Connection('passwords');
  await connection.connect(host, ports.plaintext);
  try {
    await alterUserScramCredentialsV0.api.async(
      connection,
      [],
      [{ name: username, mechanism: number, iterations: ITERATIONS, salt, saltedPassword }],
    );
  } finally {
    await connection.close();
  }
}
