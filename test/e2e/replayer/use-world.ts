import type { ClusterOptions } from '../../../local/kafka/kafka-cluster';
import { Supervisor } from '../../../local/process/supervisor';
import { World } from './world';

/**
 * Starts a cluster, of one broker unless more are asked for, for the tests of a file, prepares what they share, and ends all processes after them. Call it once, at
 * the top of a test file.
 */
export function useWorld(prepare: (world: World) => Promise<void>, cluster?: ClusterOptions): void {
  const supervisor = new Supervisor().guardThisProcess();
  beforeAll(async () => prepare(await World.start(supervisor, cluster)));
  afterAll(() => supervisor.end());
}
