import { permissionInWords } from '../../src/contract/kafka-permissions';
import { listedNames } from '../../src/contract/listed';
import { PermanentError } from '../permanent-error';
import { Brokers } from './admin/brokers';
import { Groups } from './admin/groups';
import { ReadingBack } from './admin/reading-back';
import { refusedIn } from './admin/refused';
import { Topics } from './admin/topics';
import type { ConnectionSecurity } from './authentication/connection-security';
import { clientOptions, noticeRefusals } from './client-options';
import type { ClusterAdmin } from './cluster-admin';
import { isMissingTopic, isNamed } from './failures';
import type { KafkaConfiguration } from './producer-configuration';
import { Refusal } from './refusal';
import { type AsError, translation } from './translation';

/** The reason for which they cannot be described names topics, too. */
const MOST_TOPICS = { most: 3 };

/** Connects and authenticates before it returns, so that errors which concern all operations occur here. */
export async function connectAdmin(
  { bootstrapServers }: KafkaConfiguration,
  security: ConnectionSecurity,
): Promise<ClusterAdmin> {
  const securityOptions = await security.options();
  const [{ Base }, calls] = await Promise.all([import('@platformatic/kafka'), import('./admin/calls.mjs')]);
  const refusal = new Refusal();
  // Each question is asked again as a whole: retries within retries would come to 81 attempts.
  const client = new Base({ ...clientOptions(bootstrapServers, securityOptions, refusal), retries: 0 });
  noticeRefusals(client, refusal);
  const translating = translation(security, refusal);
  const brokers = new Brokers(client);
  const topics = new Topics(brokers, calls);
  const groups = new Groups(brokers, calls);
  const readingBack = new ReadingBack(brokers, topics, calls);

  const onTopic = (topic: string, right: 'describeTopic' | 'readTopic' | 'createTopic' | 'deleteTopic') => ({
    topic: permissionInWords(right, topic),
    cluster: permissionInWords(right, topic),
  });
  const onGroup = (group: string) => ({ group: permissionInWords('describeGroup', group) });

  const admin: ClusterAdmin = {
    clusterId: () => translating('the cluster cannot be described', {}, topics.clusterId()),
    topicNames: () => translating('the topics cannot be listed', {}, topics.names()),
    topicIds: (names) =>
      translating(
        `the topics ${listedNames(names, MOST_TOPICS)} cannot be described`,
        (error) => ({ topic: permissionInWords('describeTopic', refusedIn(error)?.name) }),
        topics.ids(names),
      ),
    describeTopics: (names) =>
      translating(
        `the topics ${listedNames(names, MOST_TOPICS)} cannot be described`,
        (error) => {
          const { name, list } = refusedIn(error) ?? {};
          // The settings are told in a list of this name, the rest is in `topics`.
          return { topic: permissionInWords(list === 'results' ? 'describeTopicConfigs' : 'describeTopic', name) };
        },
        topics.describe(names),
      ),
    createTopic: (topic, asMade) =>
      translating(
        `the topic '${topic.name}' cannot be made`,
        onTopic(topic.name, 'createTopic'),
        topics.create(topic, asMade),
        refusedTopic,
      ),
    checkTopic: (topic) =>
      translating(
        `the topic '${topic.name}' cannot be made`,
        onTopic(topic.name, 'createTopic'),
        topics.check(topic),
        refusedTopic,
      ),
    deleteTopic: (name) =>
      translating(`the topic '${name}' cannot be deleted`, onTopic(name, 'deleteTopic'), topics.delete(name)),
    topicsWithout: (operation, names) =>
      translating(
        `the rights on the topics ${listedNames(names, MOST_TOPICS)} cannot be read`,
        (error) => ({ topic: permissionInWords('describeTopic', refusedIn(error)?.name) }),
        topics.without(operation, names),
      ),
    offsets: (topic) =>
      translating(
        `the offsets of the topic '${topic}' cannot be read`,
        onTopic(topic, 'describeTopic'),
        readingBack.offsets(topic),
        missingTopic,
      ),
    groupIds: () =>
      translating(
        'the consumer groups cannot be listed',
        { cluster: permissionInWords('describeCluster') },
        groups.ids(),
      ),
    describeGroup: (id) =>
      translating(`the consumer group '${id}' cannot be described`, onGroup(id), groups.describe(id)),
    mayCommit: (group) =>
      translating(
        `the rights on the consumer group '${group}' cannot be read`,
        onGroup(group),
        groups.mayCommit(group),
      ),
    committedOffsets: (group) =>
      translating(
        `the committed offsets of the consumer group '${group}' cannot be read`,
        onGroup(group),
        groups.committedOffsets(group),
      ),
    commitOffsets: (group, offsets) =>
      translating(
        `the offsets of the consumer group '${group}' cannot be committed`,
        (error) => ({
          group: permissionInWords('commitGroup', group),
          topic: permissionInWords('readTopic', refusedIn(error)?.name),
        }),
        groups.commit(group, offsets),
        groupWithMembers,
      ),
    async *read(topic, partition, from, to) {
      const what = `partition ${partition} of the topic '${topic}' cannot be read back`;
      const records = readingBack.read(topic, partition, from, to);
      for (;;) {
        const { done, value } = await translating(what, onTopic(topic, 'readTopic'), records.next(), missingTopic);
        if (done) {
          return;
        }
        yield value;
      }
    },
    close: () => client.close(),
  };
  try {
    const servers = bootstrapServers.join(', ');
    await translating(`no connection to Kafka at ${servers}`, {}, brokers.meet());
    return admin;
  } catch (error) {
    await admin.close().catch(() => undefined);
    throw error;
  }
}

const missingTopic: AsError = (message, error) =>
  isMissingTopic(error) ? new PermanentError('TargetRefused', message) : undefined;

/** Tells refusals for good: what a cluster does not take as a topic, it does not take later either. */
const refusedTopic: AsError = (message, error) =>
  isNamed(
    error,
    'TOPIC_ALREADY_EXISTS',
    'INVALID_TOPIC_EXCEPTION',
    'INVALID_PARTITIONS',
    'INVALID_REPLICATION_FACTOR',
    'INVALID_CONFIG',
    'INVALID_REQUEST',
    'POLICY_VIOLATION',
  )
    ? new PermanentError('TargetRefused', message)
    : undefined;

const groupWithMembers: AsError = (message, error) =>
  isNamed(error, 'UNKNOWN_MEMBER_ID', 'ILLEGAL_GENERATION', 'STALE_MEMBER_EPOCH')
    ? new PermanentError(
        'TargetRefused',
        `${message}; the group has members, which alone commit for it: stop its consumers first`,
      )
    : undefined;
