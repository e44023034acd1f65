import { joinConsumerGroup } from '../../../local/kafka/consumer-group';
import { type BrokerAccess, type ConsumedRecord, connectionTo, kafkaModule } from '../../../local/kafka/kafka-client';
import type { LambdaFunction } from '../../../local/lambda/lambda-function';
import type { Refusal } from './outcomes';

const MISSING_AFTER_MS = 10_000;

export async function produce(access: BrokerAccess, topic: string, count: number): Promise<void> {
  const { Producer } = await kafkaModule();
  const producer = new Producer(await connectionTo(access, 'source'));
  const messages = Array.from({ length: count }, (_, index) => ({
    topic,
    key: Buffer.from(`key-${index}`),
    value: Buffer.from(`value ${index} of ${topic}`),
    headers: new Map([[Buffer.from('number'), Buffer.from([index])]]),
  }));
  await producer.send({ messages });
  await producer.close();
}

/** @param reader the records of a topic are read from its beginning once for each of these names */
export async function consume(
  access: BrokerAccess,
  topic: string,
  count: number,
  reader = 'comparison',
): Promise<string[]> {
  const group = await joinConsumerGroup(access, topic, `${reader}-${topic}`, 'earliest');
  const texts: string[] = [];
  while (texts.length < count) {
    const record = await group.next(MISSING_AFTER_MS);
    if (record === undefined) break;
    texts.push(textOf(record));
  }
  await group.close();
  return texts;
}

function textOf({ key, value, headers }: ConsumedRecord): string {
  return [key, value, ...headers.flat()].map((part) => part?.toString('latin1')).join(' | ');
}

/** The error that a replay threw or, if it answered instead, a sentence that says so. */
export async function failureOf(replayer: LambdaFunction): Promise<Refusal> {
  const startedAt = performance.now();
  const error = await replayer.invoke({ dry_run: false }).then(
    (answer) => `no failure: ${JSON.stringify(answer)}`,
    (thrown: Error) => thrown.message,
  );
  return { error, seconds: (performance.now() - startedAt) / 1000 };
}
