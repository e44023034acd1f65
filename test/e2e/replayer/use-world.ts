import { Supervisor } from '../../../local/process/supervisor';
import { World } from './world';

/**
 * Starts a broker for the tests of a file, prepares what they share, and ends all processes after them. Call it once, at
 * the top of a test file.
 */
export function useWorld(prepare: (world: World) => Promise<void>): void {
  jest.setTimeout(300_000); // the first time, Node.js 24 and Apache Kafka are fetched
  const supervisor = new Supervisor().guardThisProcess();
  beforeAll(async () => prepare(await World.start(supervisor)));
  afterAll(() => supervisor.end());
}
