import { parseTopicSettings, TOPIC_SETTING_NAMES, type TopicSettings } from './topic-settings';

/** The number by which the protocol knows topics among resources. */
const TOPIC = 2 as const;

/** The producer of the Kafka client, as far as it is used here. */
interface Connected<Connection> {
  metadata(options: { topics: string[] }): Promise<{ readonly brokers: ReadonlyMap<number, unknown> }>;
  connectToBrokers(ids: number[]): Promise<ReadonlyMap<number, Connection>>;
}

interface Resource {
  readonly resourceType: typeof TOPIC;
  readonly resourceName: string;
  readonly configurationKeys: string[];
}

/** One call of Kafka's protocol. The client's class for such calls would add 30 KB to the bundle. */
interface DescribeConfigs<Connection> {
  readonly async: (
    connection: Connection,
    resources: Resource[],
  ) => Promise<{ readonly results: readonly { readonly configs: Parameters<typeof parseTopicSettings>[0] }[] }>;
}

/** Asks for a topic's settings, one broker after another until one answers: each knows them. */
export async function describeTopic<Connection>(
  topic: string,
  producer: Connected<Connection>,
  describeConfigs: DescribeConfigs<Connection>,
): Promise<TopicSettings> {
  const { brokers } = await producer.metadata({ topics: [topic] });
  let failure: unknown = new Error('the cluster names no broker');
  for (const id of brokers.keys()) {
    try {
      const connection = (await producer.connectToBrokers([id])).get(id);
      if (connection !== undefined) {
        const resource = { resourceType: TOPIC, resourceName: topic, configurationKeys: [...TOPIC_SETTING_NAMES] };
        const { results } = await describeConfigs.async(connection, [resource]);
        return parseTopicSettings(results.flatMap(({ configs }) => configs));
      }
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}
