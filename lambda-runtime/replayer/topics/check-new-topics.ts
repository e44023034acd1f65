import { errorMessage } from '../../errors';
import type { ClusterAdmin } from '../../kafka/cluster-admin';
import { PermanentError, permanentName } from '../../permanent-error';
import type { WantedTopic } from './wanted-topics';

/**
 * Makes sure that the cluster would make all of these topics, before it makes any.
 *
 * @throws PermanentError that names the settings which the cluster does not take
 */
export async function checkNewTopics(topics: readonly WantedTopic[], admin: ClusterAdmin): Promise<void> {
  assertDistinct(topics);
  for (const topic of topics) {
    try {
      await admin.checkTopic(topic);
    } catch (error) {
      throw permanentName(error) === 'TargetRefused' ? await explained(topic, error, admin) : error;
    }
  }
}

/**
 * Refuses topics whose names differ only in dots and underscores. Kafka does not make them, since both are the same in
 * its metrics.
 */
function assertDistinct(topics: readonly WantedTopic[]): void {
  const byMetric = new Map<string, string>();
  for (const { name } of topics) {
    const metric = name.replaceAll('.', '_');
    const other = byMetric.get(metric);
    if (other !== undefined) {
      throw new PermanentError(
        'TargetRefused',
        `the topics '${other}' and '${name}' cannot both be made: Kafka takes '.' and '_' in names of topics for the same; give ` +
          'another target_topic or topic_mapping',
      );
    }
    byMetric.set(metric, name);
  }
}

async function explained(topic: WantedTopic, cause: unknown, admin: ClusterAdmin): Promise<Error> {
  const message = errorMessage(cause);
  const settings = await refusedSettings(topic, message, admin);
  return new PermanentError('TargetRefused', `${message}; ${howToMend(topic, settings)}; nothing was made`, { cause });
}

/**
 * Finds the settings that a cluster does not take: those that it names, and where it names none those that it does not take
 * alone. Managed clusters refuse settings that they keep to themselves, not all with a reason.
 */
async function refusedSettings(topic: WantedTopic, message: string, admin: ClusterAdmin): Promise<string[]> {
  const names = Object.keys(topic.config);
  const told = names.filter((name) => message.includes(name));
  if (told.length > 0 || !(await isTaken({ ...topic, config: {} }, admin))) {
    return told;
  }
  const refused: string[] = [];
  for (const name of names) {
    if (!(await isTaken({ ...topic, config: { [name]: String(topic.config[name]) } }, admin))) {
      refused.push(name);
    }
  }
  return refused;
}

async function isTaken(topic: WantedTopic, admin: ClusterAdmin): Promise<boolean> {
  try {
    await admin.checkTopic(topic);
    return true;
  } catch (error) {
    if (permanentName(error) === 'TargetRefused') {
      return false;
    }
    throw error;
  }
}

function howToMend(
  { config, isWhole, partitions, replicationFactor }: WantedTopic,
  settings: readonly string[],
): string {
  if (settings.length === 0) {
    const replicas =
      replicationFactor === undefined
        ? 'the replication factor of the brokers'
        : `replication factor ${replicationFactor}`;
    return `it was to have ${partitions} partitions and ${replicas}: give others in create_topic, such as "replication_factor": 1, if that is the reason`;
  }
  const named = settings.map((name) => `${name} '${config[name]}'`).join(', ');
  return isWhole
    ? `the cluster does not take ${named}: give another value in create_topic, {"like_source": true, "config": {"${settings[0]}": "…"}}, or leave it to the brokers: {"like_source": true, "omit_config": ${JSON.stringify(settings)}}`
    : `the cluster does not take ${named}: give another value in the config of create_topic, or leave it out`;
}
