import type { BrokerAccess, Operation } from '../../../local/kafka/kafka-client';

/** A record as it was read back from a topic. */
export interface Found {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: number;
  /** Key, headers and value, as `describeContent` tells them. */
  readonly content: string;
}

/** What the tests, which run on any Node.js, ask of the process that has the Kafka client. */
export type KafkaRequest = { readonly broker: BrokerAccess; readonly topics: readonly string[] } & (
  | { readonly kind: 'create'; readonly partitions: number; readonly settings?: Readonly<Record<string, string>> }
  | { readonly kind: 'forbid'; readonly operations: readonly Operation[] }
  | { readonly kind: 'read' }
);

export type KafkaReply = { readonly found: readonly Found[] } | { readonly error: string };
