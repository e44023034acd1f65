// Runs on Node.js 24, which the Kafka client needs: makes and reads topics for tests that run on another one.
import { type ConsumedRecord, createTopics, forbid, readTopics } from '../../../local/kafka/kafka-client';
import { describeContent } from './content';
import type { Found, KafkaReply, KafkaRequest } from './kafka-protocol';

async function answer(request: KafkaRequest): Promise<KafkaReply> {
  try {
    if (request.kind === 'create') {
      await createTopics(request.broker, request.topics, request.partitions, request.settings);
      return { found: [] };
    }
    if (request.kind === 'forbid') {
      await Promise.all(request.topics.map((topic) => forbid(request.broker, topic, request.operations)));
      return { found: [] };
    }
    return { found: (await readTopics(request.broker, request.topics)).map(toFound) };
  } catch (error) {
    return { error: error instanceof Error ? `${error.stack}` : String(error) };
  }
}

function toFound(record: ConsumedRecord): Found {
  const { topic, partition, offset, timestamp } = record;
  return { topic, partition, offset: Number(offset), timestamp: Number(timestamp), content: describeContent(record) };
}

process.on('message', (request: KafkaRequest) => {
  void answer(request).then((reply) => process.send?.(reply));
});
process.on('disconnect', () => process.exit()); // the tests are gone
