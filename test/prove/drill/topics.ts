import { type BrokerAccess, connectionTo, kafkaModule } from '../../../local/kafka/kafka-client';
import type { DrillTopic } from './records';
import { SETTINGS } from './side';

/** Looks at restored topics by Kafka's own client: sentences on what is not as the source had it. */
export async function differencesOf(access: BrokerAccess, topics: readonly DrillTopic[]): Promise<string[]> {
  const { Admin, ConfigResourceTypes } = await kafkaModule();
  const admin = new Admin(await connectionTo(access, 'drill-topics'));
  try {
    const metadata = await admin.metadata({ topics: topics.map(({ name }) => name) });
    const described = await admin.describeConfigs({
      resources: topics.map(({ name }) => ({ resourceType: ConfigResourceTypes.TOPIC, resourceName: name })),
    });
    return topics.flatMap(({ name, partitions }) => {
      const found = metadata.topics.get(name)?.partitionsCount;
      const configs = described.find(({ resourceName }) => resourceName === name)?.configs ?? [];
      const wrong = Object.entries(SETTINGS).filter(
        ([setting, value]) => configs.find((config) => config.name === setting)?.value !== value,
      );
      return [
        ...(found === partitions ? [] : [`${name} has ${found} partitions, not ${partitions}`]),
        ...wrong.map(([setting, value]) => `${name} does not have ${setting} ${value}`),
      ];
    });
  } finally {
    await admin.close();
  }
}
