/**
 * Produces synthetic events: NUM_SMALL of about 4 KB and NUM_LARGE of about 920 KB, with keys and headers.
 *
 * BOOTSTRAP_SERVERS, API_KEY and API_SECRET name the cluster; the topic is the demo's.
 */
import { randomBytes } from 'node:crypto';
import { compatibilityPartitioner, ProduceAcks, Producer } from '@platformatic/kafka';

const TOPIC = 's3files-demo-events';
/** One request of a producer becomes one batch, and a broker takes 1 MB of it. */
const REQUEST_BYTES = 900_000;

interface Class {
  readonly name: string;
  readonly count: number;
  readonly bytes: number;
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) {
    console.error(`${name} is not set: export BOOTSTRAP_SERVERS, API_KEY and API_SECRET`);
    process.exit(1);
  }
  return value;
}

function count(name: string): number {
  const value = Number(process.env[name] ?? 1000);
  if (!Number.isInteger(value) || value < 0) {
    console.error(`${name} is '${process.env[name]}': give a whole number`);
    process.exit(1);
  }
  return value;
}

function event({ name, bytes }: Class, index: number): Buffer {
  const frame = { id: `${name}-${index}`, class: name, producedAt: new Date().toISOString() };
  const room = bytes - Buffer.byteLength(JSON.stringify({ ...frame, payload: '' }));
  return Buffer.from(
    JSON.stringify({
      ...frame,
      payload: randomBytes(Math.ceil(room / 2))
        .toString('hex')
        .slice(0, room),
    }),
  );
}

async function produce(producer: Producer, sizeClass: Class): Promise<void> {
  const perRequest = Math.max(1, Math.floor(REQUEST_BYTES / sizeClass.bytes));
  for (let start = 0; start < sizeClass.count; start += perRequest) {
    const end = Math.min(start + perRequest, sizeClass.count);
    const messages = Array.from({ length: end - start }, (_, i) => ({
      topic: TOPIC,
      key: Buffer.from(`${sizeClass.name}-${start + i}`),
      value: event(sizeClass, start + i),
      headers: new Map([[Buffer.from('class'), Buffer.from(sizeClass.name)]]),
    }));
    await producer.send({ messages, acks: ProduceAcks.ALL });
    process.stdout.write(`\r${sizeClass.name}: ${end} of ${sizeClass.count}`);
  }
  process.stdout.write('\n');
}

async function main(): Promise<void> {
  const producer = new Producer({
    clientId: 's3files-demo',
    bootstrapBrokers: required('BOOTSTRAP_SERVERS').split(','),
    tls: {},
    sasl: { mechanism: 'PLAIN', username: required('API_KEY'), password: required('API_SECRET') },
    idempotent: true,
    partitioner: compatibilityPartitioner, // as clients in Java have it: a key has one partition, whoever sends it
  });
  try {
    await produce(producer, { name: 'small', count: count('NUM_SMALL'), bytes: 4_096 });
    await produce(producer, { name: 'large', count: count('NUM_LARGE'), bytes: 920_000 });
  } finally {
    await producer.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
