import { readFile } from 'node:fs/promises';

/**
 * The client is an ES module for Node.js 22.22 and newer: imported when it is used, so that its users can be tested on
 * any.
 */
export const kafkaModule = () => import('@platformatic/kafka');

/** A record as the broker hands it out; the client's own declaration leaves the nulls out. */
export interface ConsumedRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly timestamp: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** The headers in order, with duplicates. */
  readonly headers: readonly (readonly [name: Buffer, value: Buffer | null])[];
}

/** The address and the credentials by which a client reaches a broker. */
export interface BrokerAccess {
  readonly host: string;
  readonly port: number;
  /** The certificate authority to trust, PEM. Absent: plaintext. */
  readonly caFile?: string;
  /** The client's own certificate and key, PEM, where the broker asks for them. */
  readonly identity?: { readonly cert: string; readonly key: string };
  readonly sasl?:
    | {
        readonly mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512';
        readonly username: string;
        readonly password: string;
      }
    | { readonly mechanism: 'OAUTHBEARER'; readonly token: () => string };
}

/** The options with which every client of `local/` connects. */
export async function connectionTo({ host, port, caFile, identity, sasl }: BrokerAccess, clientId: string) {
  return {
    clientId,
    bootstrapBrokers: [`${host}:${port}`],
    ...(caFile !== undefined && { tls: { ca: await readFile(caFile), ...identity } }),
    ...(sasl && { sasl }),
  };
}

/** Settings of a topic that takes and keeps records whatever their timestamps: retention goes by these, not by arrival. */
export const KEEP_ALL = { 'retention.ms': '-1', 'message.timestamp.after.max.ms': String(2n ** 63n - 1n) };

/** Makes topics, with a replica on each broker. Unless they have settings of their own they keep whatever they are sent. */
export async function createTopics(
  broker: BrokerAccess,
  topics: readonly string[],
  partitions: number,
  settings: Readonly<Record<string, string>> = KEEP_ALL,
): Promise<void> {
  const { Admin } = await kafkaModule();
  const admin = new Admin(await connectionTo(broker, 'topics'));
  try {
    await admin.createTopics({
      topics: [...topics],
      partitions,
      replicas: -1, // as many as the cluster has brokers
      configs: Object.entries(settings).map(([name, value]) => ({ name, value })),
    });
  } finally {
    await admin.close();
  }
}

export type Operation = 'DESCRIBE' | 'DESCRIBE_CONFIGS' | 'WRITE';

/** Forbids operations on a topic for everybody; all others stay allowed. */
export async function forbid(broker: BrokerAccess, topic: string, operations: readonly Operation[]): Promise<void> {
  const { AclOperations, AclPermissionTypes, Admin, ResourcePatternTypes, ResourceTypes } = await kafkaModule();
  const admin = new Admin(await connectionTo(broker, 'permissions'));
  const rule = {
    resourceType: ResourceTypes.TOPIC,
    resourceName: topic,
    resourcePatternType: ResourcePatternTypes.LITERAL,
    principal: 'User:*',
    host: '*',
  };
  try {
    await admin.createAcls({
      creations: [
        // Once a topic has any rule, nothing goes without one.
        { ...rule, operation: AclOperations.ALL, permissionType: AclPermissionTypes.ALLOW },
        ...operations.map((operation) => ({
          ...rule,
          operation: AclOperations[operation],
          permissionType: AclPermissionTypes.DENY,
        })),
      ],
    });
  } finally {
    await admin.close();
  }
}

/** The client reads null as undefined. */
export function toConsumedRecord(message: {
  topic: string;
  partition: number;
  offset: bigint;
  timestamp: bigint;
  key: Buffer | undefined;
  value: Buffer | undefined;
  headerEntries: readonly [Buffer, Buffer | undefined][];
}): ConsumedRecord {
  const { topic, partition, offset, timestamp } = message;
  return {
    ...{ topic, partition, offset, timestamp },
    key: message.key ?? null,
    value: message.value ?? null,
    headers: message.headerEntries.map(([name, value]) => [name, value ?? null]),
  };
}
