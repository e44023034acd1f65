import { connectionTo, kafkaModule } from './kafka-client';
import type { KafkaBroker } from './kafka-cluster';

/** The user of clients that come by the plaintext listener. */
const ANONYMOUS = 'User:ANONYMOUS';
/** The name that access control lists have for the cluster. */
const CLUSTER = 'kafka-cluster';
const EVERY = '*';

/** Something that clients of the plaintext listener may do. */
export interface Right {
  readonly operation: string;
  readonly resource: 'topic' | 'group' | 'cluster';
  /** The name of the topic or the group. */
  readonly name?: string;
}

/**
 * Lets clients of the plaintext listener of a cluster of one broker do nothing from now on, and the broker's own user
 * everything. The broker speaks to its controller as nobody, too, which takes one right more.
 */
export async function guard(broker: KafkaBroker): Promise<void> {
  await change(broker, async ({ admin, kafka }) => {
    const types = [kafka.ResourceTypes.TOPIC, kafka.ResourceTypes.GROUP, kafka.ResourceTypes.CLUSTER];
    const all = types.map((resourceType) => ({
      ...{ resourceType, resourceName: resourceType === kafka.ResourceTypes.CLUSTER ? CLUSTER : EVERY },
      ...{ resourcePatternType: kafka.ResourcePatternTypes.LITERAL, principal: `User:${broker.username}`, host: EVERY },
      ...{ operation: kafka.AclOperations.ALL, permissionType: kafka.AclPermissionTypes.ALLOW },
    }));
    const [, , cluster] = all;
    const ofController = { ...cluster, principal: ANONYMOUS, operation: kafka.AclOperations.CLUSTER_ACTION };
    await admin.createAcls({ creations: [...all, ofController] });
  });
}

/** Lets clients of the plaintext listener do just this, in place of what they were let do before. */
export async function permit(broker: KafkaBroker, rights: readonly Right[]): Promise<void> {
  await change(broker, async ({ admin, kafka }) => {
    const { ResourceTypes, ResourcePatternTypes, AclOperations, AclPermissionTypes } = kafka;
    const rule = { resourcePatternType: ResourcePatternTypes.LITERAL, principal: ANONYMOUS, host: EVERY };
    const types = { topic: ResourceTypes.TOPIC, group: ResourceTypes.GROUP, cluster: ResourceTypes.CLUSTER };
    const operations = { topic: 'ANY', group: 'ANY', cluster: 'DESCRIBE' } as const;
    await admin.deleteAcls({
      filters: (['topic', 'group', 'cluster'] as const).map((resource) => ({
        ...{ resourceType: types[resource], resourcePatternType: ResourcePatternTypes.ANY, principal: ANONYMOUS },
        ...{
          resourceName: null,
          host: null,
          operation: AclOperations[operations[resource]],
          permissionType: AclPermissionTypes.ALLOW,
        },
      })),
    });
    if (rights.length > 0) {
      await admin.createAcls({
        creations: rights.map(({ operation, resource, name = CLUSTER }) => ({
          ...{ ...rule, resourceType: types[resource], resourceName: name },
          ...{ operation: operationOf(operation, kafka), permissionType: AclPermissionTypes.ALLOW },
        })),
      });
    }
  });
}

type Kafka = Awaited<ReturnType<typeof kafkaModule>>;
type Administrator = InstanceType<Kafka['Admin']>;

function operationOf(name: string, { AclOperations }: Kafka) {
  const found = Object.entries(AclOperations).find(([operation]) => operation === name);
  if (found === undefined) throw new Error(`access control lists know no operation ${name}`);
  return found[1];
}

/** Changes the lists as the broker's own user. */
async function change(
  broker: KafkaBroker,
  work: (by: { admin: Administrator; kafka: Kafka }) => Promise<void>,
): Promise<void> {
  const kafka = await kafkaModule();
  const admin = new kafka.Admin(await connectionTo(broker.access, 'rights'));
  try {
    await work({ admin, kafka });
  } finally {
    await admin.close();
  }
}
