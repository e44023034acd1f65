import type { ConnectionOptions } from 'node:tls';
import type { SASLOptions } from '@platformatic/kafka';

/** What the Kafka client is told about encryption and authentication. */
export interface SecurityOptions {
  /** Absent: plaintext. */
  readonly tls?: ConnectionOptions;
  readonly sasl?: SASLOptions;
}

/** Encryption and authentication towards the brokers, from settings and secrets. */
export interface ConnectionSecurity {
  /** Reads the secrets, unless they are known from an earlier invocation. */
  options(): Promise<SecurityOptions>;
  /** What was read no longer counts: the brokers refused it. */
  forget(): void;
}
