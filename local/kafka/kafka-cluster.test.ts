import { join } from 'node:path';
import { bringNode24 } from '../process/node24';
import { Supervisor } from '../process/supervisor';
import { KafkaClientProcess } from './client-process';
import { type KafkaCluster, startKafkaCluster } from './kafka-cluster';
import { fetchKafkaJars } from './kafka-jars';
import type { PartitionState } from './leaders';

const supervisor = new Supervisor().guardThisProcess();
let cluster: KafkaCluster;
let client: KafkaClientProcess;

beforeAll(async () => {
  const jars = await fetchKafkaJars(supervisor);
  cluster = await startKafkaCluster(supervisor, jars, join(supervisor.temporaryFolder(), 'kafka'), { brokers: 3 });
  client = new KafkaClientProcess(supervisor, await bringNode24(supervisor));
  await cluster.started;
  await client.do('createTopics', cluster.brokers[0].access, ['moved'], 1);
});
afterAll(() => supervisor.end());

async function stateOf(asked: number): Promise<PartitionState> {
  const [state] = await client.do('partitionStates', cluster.brokers[asked - 1].access, 'moved');
  return state;
}

/** The state once it is as wanted; a broker hears of it a moment after it is decided. */
async function stateWhere(asked: number, wanted: (state: PartitionState) => boolean): Promise<PartitionState> {
  for (;;) {
    const state = await stateOf(asked);
    if (wanted(state)) return state;
  }
}

test('a topic has a replica on each of three brokers, which are all in sync', async () => {
  const { replicas, inSync } = await stateWhere(1, (state) => state.inSync.length === 3);
  expect([...replicas].sort()).toEqual([1, 2, 3]);
  expect([...inSync].sort()).toEqual([1, 2, 3]);
});

test('a leader is moved to the broker that is asked for, and back', async () => {
  for (const to of [3, 1, 2]) {
    await client.do('moveLeader', cluster.brokers[0].access, 'moved', 0, to);
    expect((await stateWhere(2, ({ leader }) => leader === to)).replicas[0]).toBe(to);
  }
});

test('a leader that is killed is followed by another, and is in sync again once it is started', async () => {
  await client.do('moveLeader', cluster.brokers[0].access, 'moved', 0, 3);
  await stateWhere(1, ({ leader }) => leader === 3);
  await cluster.brokers[2].stop('SIGKILL');
  const { leader } = await stateWhere(1, (state) => state.leader !== 3 && state.leader !== -1);
  expect([1, 2]).toContain(leader);
  await cluster.brokers[2].startAgain();
  expect(await stateWhere(3, ({ inSync }) => inSync.length === 3)).toMatchObject({ leader });
});

test('an election that the brokers refuse is an error that has their code', async () => {
  await cluster.brokers[2].stop('SIGKILL');
  await stateWhere(1, ({ inSync }) => !inSync.includes(3));
  // 80: the preferred leader is not available
  await expect(client.do('moveLeader', cluster.brokers[0].access, 'moved', 0, 3)).rejects.toThrow(/error code 80/);
});
