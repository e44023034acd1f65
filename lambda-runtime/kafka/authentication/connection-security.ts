import type { ConnectionOptions } from 'node:tls';

/** The options of SASL in the Kafka client's own form. */
type SaslOptions =
  | {
      readonly mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512';
      readonly username: string;
      readonly password: string;
    }
  | BearerOptions;

export interface BearerOptions {
  readonly mechanism: 'OAUTHBEARER';
  /** Called for each connection, and whenever one authenticates again. */
  readonly token: () => string | Promise<string>;
  readonly oauthBearerExtensions: Record<string, string>;
  /** Looks at what the brokers answer to the token. */
  readonly authBytesValidator: (answer: Buffer, done: (error: Error | null, answer?: Buffer) => void) => void;
}

/** The options of the Kafka client for encryption and authentication. */
export interface SecurityOptions {
  /** The options of TLS; absent for plaintext. */
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
