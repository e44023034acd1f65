import type { ConnectionOptions } from 'node:tls';

/** The Kafka client's own form. */
type SaslOptions =
  | {
      readonly mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512';
      readonly username: string;
      readonly password: string;
    }
  | { readonly mechanism: 'OAUTHBEARER'; readonly token: () => string };

/** The options of the Kafka client for encryption and authentication. */
export interface SecurityOptions {
  /** Absent: plaintext. */
  readonly tls?: ConnectionOptions;
  readonly sasl?: SaslOptions;
}

/** Encryption and authentication towards the brokers, from settings and secrets. */
export interface ConnectionSecurity {
  /** Reads the secrets, unless they are known from an earlier invocation. */
  options(): Promise<SecurityOptions>;
  /**
   * Forgets the secrets that were read: the brokers refused them.
   *
   * @returns a remark on what may be wrong with them; undefined if nothing strikes the eye
   */
  refused(): string | undefined;
}
