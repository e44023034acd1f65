// Measures the replayer's Kafka client alone: the same records come from memory, and are neither read from files nor
// decoded, merged, judged or counted. Node.js 24 runs this file as it stands, since it strips the types, and the bench
// calls it as it calls a bundle.
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { Producer } from '@platformatic/kafka';
import type { KafkaEvent } from '../../local/lambda/kafka-event';

// As the replayer sends.
const MOST_BATCH_BYTES = 900_000;
const MOST_BATCH_RECORDS = 500;
const RECORD_OVERHEAD_BYTES = 100;

interface Outgoing {
  readonly partition: number;
  readonly timestamp: bigint;
  readonly key: Buffer;
  readonly value: Buffer;
  readonly headers: readonly (readonly [name: string, value: Buffer])[];
}

type Request = { readonly events: readonly string[] } | { readonly topic: string };

const partitions = new Map<number, Outgoing[]>();

/** Takes the records of some events into memory, or sends all of them to a topic, each partition in order. */
export async function handler(request: Request): Promise<{ readonly published: number }> {
  if ('events' in request) {
    for (const path of request.events) load(JSON.parse(readFileSync(path, 'utf8')));
    return { published: 0 };
  }
  const producer = connect();
  const published = await Promise.all(
    [...partitions.values()].map((records) => send(producer, request.topic, records)),
  );
  await producer.close(true);
  return { published: published.reduce((sum, count) => sum + count, 0) };
}

function load({ records }: KafkaEvent): void {
  for (const { partition, timestamp, key = '', value = '', headers } of Object.values(records).flat()) {
    const outgoing = {
      partition,
      timestamp: BigInt(timestamp),
      key: Buffer.from(key, 'base64'),
      value: Buffer.from(value, 'base64'),
      headers: headers.flatMap((header) =>
        Object.entries(header).map(([name, bytes]) => [name, Buffer.from(bytes ?? [])] as const),
      ),
    };
    const before = partitions.get(partition);
    if (before === undefined) partitions.set(partition, [outgoing]);
    else before.push(outgoing);
  }
}

function connect(): Producer<Buffer, Buffer, Buffer, Buffer> {
  const { KAFKA_SERVERS = '', KAFKA_USERNAME = '', KAFKA_PASSWORD = '', KAFKA_CA_FILE = '' } = process.env;
  return new Producer({
    clientId: 'client-alone',
    bootstrapBrokers: [KAFKA_SERVERS],
    idempotent: true,
    autocreateTopics: false,
    retries: 8,
    tls: { ca: readFileSync(KAFKA_CA_FILE) },
    tlsServerName: isIP(KAFKA_SERVERS.split(':')[0] ?? '') === 0,
    sasl: { mechanism: 'PLAIN', username: KAFKA_USERNAME, password: KAFKA_PASSWORD },
  });
}

async function send(
  producer: ReturnType<typeof connect>,
  topic: string,
  records: readonly Outgoing[],
): Promise<number> {
  for (let start = 0; start < records.length; ) {
    let end = start;
    for (let bytes = 0; end < records.length && end - start < MOST_BATCH_RECORDS; end++) {
      bytes += (records[end]?.value.length ?? 0) + RECORD_OVERHEAD_BYTES;
      if (bytes > MOST_BATCH_BYTES && end > start) break;
    }
    const messages = records.slice(start, end).map(({ headers, ...record }) => ({
      ...record,
      topic,
      headers: new Map(headers.map(([name, value]) => [Buffer.from(name), value] as const)),
    }));
    await producer.send({ messages });
    start = end;
  }
  return records.length;
}
