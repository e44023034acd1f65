import type { ClusterAdmin, DescribedTopic, NewTopic } from '../../../lambda-runtime/kafka/cluster-admin';
import { PermanentError } from '../../../lambda-runtime/permanent-error';

/** The topics of a cluster in memory, which makes those that are asked for. What it is asked beside is an error. */
export class MemoryTopics {
  public readonly made: NewTopic[] = [];
  public readonly topics = new Map<string, DescribedTopic>();
  public connected = 0;
  public closed = 0;
  /** Says why a topic cannot be made. */
  public refusal: (topic: NewTopic) => string | undefined = () => undefined;
  /** The reason for which no topic can be deleted. */
  public undeletable?: string;
  /** Comes before each topic that is made. */
  public beforeMaking: (topic: NewTopic) => void = () => undefined;

  public constructor(...topics: readonly DescribedTopic[]) {
    topics.forEach((topic) => {
      this.topics.set(topic.name, topic);
    });
  }

  public add(topic: NewTopic): void {
    this.topics.set(topic.name, { replicationFactor: 3, ...topic, id: `id of ${topic.name}` });
  }

  public get admin(): ClusterAdmin {
    this.connected++;
    return {
      describeTopics: async (names: readonly string[]) => names.flatMap((name) => this.topics.get(name) ?? []),
      checkTopic: async (topic: NewTopic) => this.check(topic),
      createTopic: async (topic: NewTopic, asMade: () => Promise<void> = async () => undefined) => {
        this.beforeMaking(topic);
        this.check(topic);
        const { name, partitions, replicationFactor, config } = topic;
        this.made.push({ name, partitions, ...(replicationFactor !== undefined && { replicationFactor }), config });
        this.add({ name, partitions, ...(replicationFactor !== undefined && { replicationFactor }), config });
        await asMade();
      },
      deleteTopic: async (name: string) => {
        if (this.undeletable !== undefined) throw new PermanentError('AccessRefused', this.undeletable);
        this.topics.delete(name);
      },
      topicsWithout: async () => [],
      close: async () => {
        this.closed++;
      },
    } as Partial<ClusterAdmin> as ClusterAdmin;
  }

  private check(topic: NewTopic): void {
    const reason = this.topics.has(topic.name) ? 'TOPIC_ALREADY_EXISTS' : this.refusal(topic);
    if (reason !== undefined) {
      throw new PermanentError('TargetRefused', `the topic '${topic.name}' cannot be made: ${reason}`);
    }
  }
}
