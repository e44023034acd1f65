import { isIP } from 'node:net';
import type { Base } from '@platformatic/kafka';
import type { SecurityOptions } from './authentication/connection-security';
import type { Refusal } from './refusal';

// Nine attempts, and with the delays below 16 s between the first and the last: long enough for a partition's leader to
// move to another broker. What fails slowly takes longer, up to the client's 5 s for a connection and REQUEST_TIMEOUT_MS
// for an answer, and where a send or the connecting asks for something else first, that has as many attempts of its own;
// in the end the deadline of what is done bounds it all. Never 0 or 1: with those an idempotent producer of this client
// goes on without end (@platformatic/kafka 2.12.1, the constructor of Producer).
export const RETRIES = 8;
const LONGEST_RETRY_DELAY_MS = 5_000;
export const REQUEST_TIMEOUT_MS = 30_000;

/** The milliseconds to wait before an attempt. The first repetition has number 1. */
export function delayBefore(attempt: number): number {
  return Math.min(50 * 2 ** attempt, LONGEST_RETRY_DELAY_MS);
}

/** The options that every client of the brokers is made with. */
export function clientOptions(bootstrapServers: readonly string[], securityOptions: SecurityOptions, refusal: Refusal) {
  return {
    clientId: 'cdk-s3files-replayer',
    bootstrapBrokers: [...bootstrapServers],
    autocreateTopics: false,
    retries: RETRIES,
    retryDelay: (_client: unknown, _operation: string, attempt: number, _retries: number, error: Error) => {
      refusal.notice(error);
      return delayBefore(attempt);
    },
    timeout: REQUEST_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    ...securityOptions,
    // Brokers behind one address (Confluent Cloud) are told apart by the name in the handshake; addresses have none.
    tlsServerName: !bootstrapServers.every((server) => isIP(server.slice(0, server.lastIndexOf(':')))),
  };
}

/**
 * Notices that a broker refuses a client's certificate. With TLS 1.3 it does so after the client takes itself to be
 * connected: the refusal ends the connection, and requests over it fail without the reason.
 */
export function noticeRefusals(client: Pick<Base, 'on'>, refusal: Refusal): void {
  client.on('client:broker:connect', ({ connection }) => {
    connection?.on('error', (error) => refusal.notice(error));
  });
}
