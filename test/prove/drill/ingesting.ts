import { joinConsumerGroup } from '../../../local/kafka/consumer-group';
import { EventSourceMapping } from '../../../local/lambda/event-source-mapping';
import type { LambdaFunction } from '../../../local/lambda/lambda-function';
import type { Side } from './side';

/** The values that the constructs choose, except for the window: here nobody waits for more records. */
const MAPPING = { batchSize: 10_000, windowMs: 300, partialAnswers: true, maxDeliveries: 5 };

/** Lets the pollers hand all records of a topic to the ingest's function. */
export async function ingestTopic(
  { access, bootstrapServers }: Side,
  topic: string,
  records: number,
  ingest: LambdaFunction,
  onProgress: (done: number) => void,
): Promise<void> {
  const source = await joinConsumerGroup(access, topic, `ingest-${topic}`, 'earliest');
  const mapping = new EventSourceMapping({ ...MAPPING, bootstrapServers }, source, (event) => ingest.invoke(event));
  await mapping.deliver(records, onProgress);
  await source.close();
}
