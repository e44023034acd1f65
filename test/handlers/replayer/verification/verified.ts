import { verifyRun } from '../../../../lambda-runtime/replayer/verification/verify-run';
import { MemoryPublisher } from '../../support/memory-publisher';
import type { MemoryStore } from '../../support/memory-store';
import { MemoryTopic } from '../../support/memory-topic';
import { dependenciesOf, type ReplayOptions } from '../../support/replayer';
import { invoke, runWorkflow } from '../../support/workflow';

type Payload = Record<string, unknown>;

/** Replays what is on a mount, and gives the topic that was made of it. */
export async function replayed(
  root: string,
  run: string,
  store: MemoryStore,
  request: Payload = {},
  lists?: ReplayOptions['lists'],
): Promise<MemoryTopic> {
  const publisher = new MemoryPublisher();
  await runWorkflow(root, run, { dry_run: false, ...request }, { store, publisher, ...(lists && { lists }) });
  return topicOf(publisher);
}

/** The topic as it reads back from the cluster that was published to. */
export function topicOf(publisher: MemoryPublisher): MemoryTopic {
  const topic = new MemoryTopic('orders-replay');
  for (const { partition = 0, timestamp = 0, key, value, headers } of publisher.records) {
    topic.add(partition, { timestamp, key, value, headers });
  }
  return topic;
}

/** Takes away the offset maps of a run, which runs of earlier versions have not kept. */
export function withoutMaps(store: MemoryStore, run: string): void {
  for (const key of [...store.objects.keys()].filter((each) => each.startsWith(`runs/${run}/checkpoints/`))) {
    store.objects.delete(key);
  }
}

/** Verifies a run as anybody may, invocation after invocation. */
export async function verify(
  root: string,
  payload: Payload,
  topic: MemoryTopic,
  options: ReplayOptions & { readonly store: MemoryStore; readonly mostRecords?: number },
) {
  let answer = await verifyOnce(root, payload, topic, options);
  for (let invocations = 1; !answer.done; invocations++) {
    if (invocations === 100) {
      throw new Error('there is no end of it');
    }
    answer = await verifyOnce(root, { ...payload, cursor: JSON.parse(JSON.stringify(answer.cursor)) }, topic, options);
  }
  return answer;
}

export async function verifyOnce(
  root: string,
  payload: Payload,
  topic: MemoryTopic,
  { mostRecords, ...options }: ReplayOptions & { readonly store: MemoryStore; readonly mostRecords?: number },
) {
  return verifyRun(payload, {
    ...dependenciesOf(root, { ...options, admin: topic.admin() }),
    ...(mostRecords !== undefined && { mostRecords }),
  });
}

/** Verifies one partition of a run as the workflow does. */
export async function verifyPart(root: string, payload: Payload, topic: MemoryTopic, store: MemoryStore) {
  return invoke(root, { action: 'verify_partition', ...payload }, { store, admin: topic.admin() });
}

/** The differences in an answer, without the kinds of which there are none. */
export function differencesOf({ verified, differences }: Awaited<ReturnType<typeof verify>>) {
  const kinds = Object.entries(differences?.kinds ?? {}).filter(([, count]) => count > 0);
  return { verified, kinds: Object.fromEntries(kinds), first: differences?.first[0] };
}
