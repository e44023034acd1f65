import { type KafkaPermissionName, permissionInWords } from '../../../src/contract/kafka-permissions';
import { listed } from '../../../src/contract/listed';
import { inTime } from '../../deadline/in-time';
import { PermanentError } from '../../permanent-error';
import { withCluster } from '../with-cluster';
import type { TopicDependencies } from './make-topics';

/** The rights that brokers tell of topics, by their operations. */
const OPERATIONS = {
  writeTopic: 'WRITE',
  readTopic: 'READ',
  deleteTopic: 'DELETE',
  describeTopicConfigs: 'DESCRIBE_CONFIGS',
} as const satisfies { readonly [Name in KafkaPermissionName]?: string };

/**
 * Makes sure, before anything is published, that the user has the rights that a later step of a run needs. Otherwise
 * that step would fail when all records are written.
 *
 * @throws PermanentError that names each missing right, with its topic
 */
export async function assertRights(
  topics: readonly string[],
  permissions: readonly (keyof typeof OPERATIONS)[],
  dependencies: Pick<TopicDependencies, 'admin' | 'deadline'>,
): Promise<void> {
  if (topics.length === 0) {
    return;
  }
  const lacking = await withCluster(dependencies, async (cluster) => {
    const asked = permissions.map(async (permission) =>
      (await cluster.topicsWithout(OPERATIONS[permission], topics)).map((topic) =>
        permissionInWords(permission, topic),
      ),
    );
    return inTime(dependencies.deadline, Promise.all(asked), 'looking at the rights on topics');
  });
  const all = lacking.flat();
  if (all.length > 0) {
    throw new PermanentError(
      'AccessRefused',
      `nothing was published, since a later step would fail: the user, or role, lacks the permission ${listed(all)}`,
    );
  }
}
