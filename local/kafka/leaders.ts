import { type BrokerAccess, connectionTo, kafkaModule } from './kafka-client';

/** https://kafka.apache.org/protocol.html#The_Messages_ElectLeaders; the client has no call for it. */
const ELECT_LEADERS = 43;
const PREFERRED = 0;
/** The answer of an election if the preferred replica leads already. */
const ELECTION_NOT_NEEDED = 84;
const TIMEOUT_MS = 10_000;

export interface PartitionState {
  /** The id of the broker that leads; -1 where none does. */
  readonly leader: number;
  /** The ids of the brokers that have a replica, the preferred leader first. */
  readonly replicas: readonly number[];
  /** The ids of those that have all that is acknowledged. */
  readonly inSync: readonly number[];
}

/** The state of each partition of a topic, as the broker that is asked knows it. */
export async function partitionStates(broker: BrokerAccess, topic: string): Promise<PartitionState[]> {
  const { Admin } = await kafkaModule();
  const admin = new Admin(await connectionTo(broker, 'leaders'));
  try {
    const partitions = (await admin.metadata({ topics: [topic] })).topics.get(topic)?.partitions ?? [];
    return partitions.map(({ leader, replicas, isr }) => ({ leader, replicas, inSync: isr }));
  } finally {
    await admin.close();
  }
}

/**
 * Has another broker lead a partition: makes it the preferred leader, and has the preferred leader elected. It must be
 * in sync, or the election fails.
 */
export async function moveLeader(broker: BrokerAccess, topic: string, partition: number, to: number): Promise<void> {
  const { replicas } = (await partitionStates(broker, topic))[partition];
  const { Connection, Writer, alterPartitionReassignmentsV1, createAPI } = await kafkaModule();
  const reassignment = { partitionIndex: partition, replicas: [to, ...replicas.filter((id) => id !== to)] };
  const electLeaders = createAPI<[], void>(
    ELECT_LEADERS,
    2,
    () => writeElection(Writer.create(), topic, partition),
    (_correlation, _key, _version, reader) => readElection(reader),
  );
  const { clientId, tls, sasl } = await connectionTo(broker, 'election');
  const connection = new Connection(clientId, { tls, sasl });
  await connection.connect(broker.host, broker.port);
  try {
    await alterPartitionReassignmentsV1.api.async(connection, TIMEOUT_MS, false, [
      { name: topic, partitions: [reassignment] },
    ]);
    await electLeaders.async(connection);
  } finally {
    await connection.close();
  }
}

type Module = Awaited<ReturnType<typeof kafkaModule>>;

function writeElection(writer: InstanceType<Module['Writer']>, topic: string, partition: number) {
  return writer
    .appendInt8(PREFERRED)
    .appendArray([topic], (topics, name) =>
      topics.appendString(name).appendArray([partition], (partitions, id) => partitions.appendInt32(id), true, false),
    )
    .appendInt32(TIMEOUT_MS)
    .appendTaggedFields();
}

function readElection(reader: InstanceType<Module['Reader']>): void {
  reader.readInt32(); // for how long the request was held back
  const errors = [reader.readInt16()];
  reader.readArray((topics) => {
    topics.readString();
    topics.readArray((partitions) => {
      partitions.readInt32();
      errors.push(partitions.readInt16());
      partitions.readNullableString();
    });
  });
  reader.readTaggedFields();
  const error = errors.find((code) => code !== 0 && code !== ELECTION_NOT_NEEDED);
  if (error !== undefined) throw new Error(`the leader was not moved: the brokers answered with error code ${error}`);
}
