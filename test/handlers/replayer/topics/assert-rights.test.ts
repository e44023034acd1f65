import { mayDo, NOT_TOLD } from '../../../../lambda-runtime/kafka/admin/rights';
import { MemoryCluster } from '../../support/memory-cluster';
import { MemoryStore } from '../../support/memory-store';
import { useMount } from '../../support/mount';
import { plan } from '../../support/workflow';
import { ingested } from './source';

const mount = useMount();
const VERIFIED = { dry_run: false, target_topic: 'restored.{topic}', verify: true };

function planned(cluster: MemoryCluster, request: Record<string, unknown>) {
  const options = { store: new MemoryStore(), publisher: cluster, admin: cluster.admin };
  return plan(mount.root, 'run', request, options);
}

beforeEach(() => ingested(mount.root, 'orders', 'payments'));

test('a run that is to be verified is refused before it publishes where a right lacks that verifying needs', async () => {
  const cluster = new MemoryCluster();
  cluster.lackingOperations.add('READ');
  await expect(planned(cluster, VERIFIED)).rejects.toThrow(
    "nothing was published, since a later step would fail: the user, or role, lacks the permission READ on the topic 'restored.orders' (kafka-cluster:ReadData with IAM), READ on the topic 'restored.payments'",
  );
  expect(cluster.records).toEqual([]);
});

test('it goes on with all rights, and one that is not verified does not ask for them', async () => {
  const cluster = new MemoryCluster();
  cluster.lackingOperations.add('DELETE'); // no drill
  expect(await planned(cluster, VERIFIED)).toMatchObject({ partitions: 2 });
  cluster.lackingOperations.add('READ');
  expect(await planned(cluster, { ...VERIFIED, verify: false })).toMatchObject({ partitions: 2 });
});

test.each([
  ['its own bit', (1 << 8) | (1 << 3), true],
  ['another', (1 << 8) | (1 << 4), false],
  ['none, which nobody could be told who may not describe', 0, true],
  ['nothing told', NOT_TOLD, true],
])('the right to read is known by %s', (_, rights, may) => {
  expect(mayDo(rights, 'READ')).toBe(may);
});
