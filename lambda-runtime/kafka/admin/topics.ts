import { REQUEST_TIMEOUT_MS } from '../client-options';
import type { DescribedTopic, NewTopic } from '../cluster-admin';
import { isMissingTopic, isNamed } from '../failures';
import type { Brokers, Chosen } from './brokers';
import type * as calls from './calls.mjs';
import { retrying } from './retrying';
import { mayDo, type ToldOperation } from './rights';

type Calls = typeof calls;
export type TopicMetadata = Awaited<ReturnType<Calls['metadataV10']['api']['async']>>['topics'][number];

const MOST_ASKED_AT_ONCE = 200;
/** The number by which the protocol knows topics among resources, and settings of a topic's own among sources. */
const TOPIC = 2 as const;
const OF_THE_TOPIC = 1;
const NO_ID = '00000000-0000-0000-0000-000000000000';
/** Kafka's error numbers: https://kafka.apache.org/protocol#protocol_error_codes */
const NO_ERROR = 0;
const UNKNOWN_TOPIC = 3;

/** Looks at topics, makes and deletes them. */
export class Topics {
  public constructor(
    private readonly brokers: Brokers,
    private readonly calls: Calls,
  ) {}

  public async clusterId(): Promise<string> {
    const { clusterId } = await this.metadata([]);
    if (!clusterId) {
      throw new Error('the brokers do not tell the id of their cluster');
    }
    return clusterId;
  }

  public async names(): Promise<readonly string[]> {
    const { topics } = await this.metadata(null);
    return topics.flatMap(({ name, isInternal }) => (isInternal || !name ? [] : [name])).sort();
  }

  /** @returns those of the topics that there are on which the user is known to lack the right to do something */
  public async without(operation: ToldOperation, names: readonly string[]): Promise<readonly string[]> {
    const known = await this.known(names, undefined, true);
    return known.flatMap(({ name, topicAuthorizedOperations: rights }) =>
      name && !mayDo(rights, operation) ? [name] : [],
    );
  }

  /** @returns what brokers know of those topics that there are */
  public async known(names: readonly string[], chosen?: Chosen, withRights = false): Promise<readonly TopicMetadata[]> {
    const known: TopicMetadata[] = [];
    for (const some of chunks(names)) {
      const { topics } = await this.metadata(some, chosen, withRights);
      known.push(...topics.filter(({ errorCode }) => errorCode !== UNKNOWN_TOPIC));
    }
    return known;
  }

  public async ids(names: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const known = await this.known(names);
    return new Map(known.flatMap(({ name, topicId }) => (name ? [[name, idOf(topicId)] as const] : [])));
  }

  public async describe(names: readonly string[]): Promise<readonly DescribedTopic[]> {
    const known = await this.known(names);
    const configs = await this.configs(known.flatMap(({ name }) => name ?? []));
    return known.flatMap(({ name, topicId, partitions }) => {
      const config = configs.get(name ?? '');
      const replicas = partitions.map(({ replicaNodes }) => replicaNodes.length);
      const topic = { id: idOf(topicId), partitions: partitions.length };
      // One without settings was deleted in between.
      return !name || config === undefined
        ? []
        : [{ name, ...topic, replicationFactor: Math.max(0, ...replicas), config }];
    });
  }

  /** Makes a topic, and waits until all brokers know it: a producer may ask any of them. */
  public async create(topic: NewTopic, asMade: () => Promise<void> = async () => undefined): Promise<void> {
    let lostAnswers = 0;
    await retrying(async (attempt) => {
      lostAnswers = attempt - 1;
      await this.askToMake(topic, false);
    }).catch((error: unknown) => {
      // An attempt whose answer was lost may have made it.
      if (lostAnswers === 0 || !isNamed(error, 'TOPIC_ALREADY_EXISTS')) {
        throw error;
      }
    });
    await asMade();
    await this.everywhere(topic.name, true);
  }

  /** Asks the cluster to look at a topic as if it were to be made. */
  public async check(topic: NewTopic): Promise<void> {
    await retrying(() => this.askToMake(topic, true));
  }

  private async askToMake(
    { name, partitions, replicationFactor = -1, config }: NewTopic,
    validateOnly: boolean,
  ): Promise<void> {
    const configs = Object.entries(config).map(([setting, value]) => ({ name: setting, value }));
    const topic = { name, numPartitions: partitions, replicationFactor, assignments: [], configs };
    await this.brokers.ask([this.calls.createTopicsV5], [[topic], REQUEST_TIMEOUT_MS, validateOnly], {
      chosen: this.brokers.controller,
    });
  }

  /** Deletes a topic, unless there is none of that name, and waits until no broker knows it any more. */
  public async delete(name: string): Promise<void> {
    try {
      await this.brokers.ask([this.calls.deleteTopicsV4], [[{ name }], REQUEST_TIMEOUT_MS], {
        chosen: this.brokers.controller,
      });
    } catch (error) {
      if (!isMissingTopic(error)) {
        throw error;
      }
    }
    await this.everywhere(name, false);
  }

  private async everywhere(name: string, isThere: boolean): Promise<void> {
    for (const id of await this.brokers.ids()) {
      await retrying(async () => {
        const [topic] = await this.known([name], async () => id);
        const isReady = topic?.partitions.every(({ leaderId }) => leaderId >= 0) ?? false;
        if (isReady !== isThere) {
          const state = isThere ? 'does not know the topic yet' : 'still knows the topic';
          throw Object.assign(new Error(`broker ${id} ${state}`), { canRetry: true });
        }
      });
    }
  }

  /** Asks for topics. What is wrong with a partition, such as that it has no leader, is no fault of the topic. */
  private metadata(topics: string[] | null, chosen?: Chosen, withRights = false) {
    return this.brokers.ask([this.calls.metadataV10, this.calls.metadataV8], [topics, false, withRights], {
      ...(chosen && { chosen }),
      accept: (answer) => answer.topics.every(isTold),
    });
  }

  /** The settings of each topic's own; none for a topic that is not there. */
  private async configs(names: readonly string[]): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
    const all = new Map<string, Readonly<Record<string, string>>>();
    for (const some of chunks(names)) {
      for (const { resourceName, errorCode, configs } of await this.describeConfigs(some)) {
        const own = configs.filter(({ configSource }) => configSource === OF_THE_TOPIC);
        if (errorCode === NO_ERROR) {
          const settings = own.flatMap(({ name, value }) =>
            typeof value === 'string' ? [[name, value] as const] : [],
          );
          all.set(resourceName, Object.fromEntries(settings.sort(([a], [b]) => (a < b ? -1 : 1))));
        }
      }
    }
    return all;
  }

  private async describeConfigs(names: readonly string[]) {
    const resources = names.map((resourceName) => ({ resourceType: TOPIC, resourceName, configurationKeys: null }));
    const asked = this.brokers.ask([this.calls.describeConfigsV4], [resources, false, false], {
      accept: (answer) => answer.results.every(isTold),
    });
    return (await asked).results;
  }
}

function idOf(topicId: string): string {
  return topicId === NO_ID ? '' : topicId;
}

/** True if the brokers describe a topic, or answer that it does not exist. */
function isTold({ errorCode }: { readonly errorCode: number }): boolean {
  return errorCode === NO_ERROR || errorCode === UNKNOWN_TOPIC;
}

function chunks<T>(list: readonly T[]): T[][] {
  const count = Math.ceil(list.length / MOST_ASKED_AT_ONCE);
  return Array.from({ length: count }, (_, index) =>
    list.slice(index * MOST_ASKED_AT_ONCE, (index + 1) * MOST_ASKED_AT_ONCE),
  );
}
