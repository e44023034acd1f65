import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Contender } from '../support/contender';
import { median } from '../support/figures';
import { replayerEnvironment } from './cases';
import type { Arena, Bench } from './measure';

const STARTS = 3;

/**
 * Milliseconds from a process's start to the answer of its first replay, of a few warm files: Node.js, the bundle, the
 * SDK's and Kafka's clients, the secret, the connection and the first records are all in it.
 */
export async function firstRecordTime(bench: Bench, { files, written }: Arena): Promise<number> {
  const { supervisor, node24, bundles, mount, kafka, topics } = bench;
  const topic = await topics.make('first-record');
  const request = join(supervisor.temporaryFolder(), 'request.json');
  writeFileSync(request, JSON.stringify({ source_prefix: written.first, target_topic: topic, dry_run: false }));
  const times: number[] = [];
  for (let start = 0; start < STARTS; start++) {
    const startedAt = performance.now();
    const replayer = await Contender.ofBundle<{ readonly published: number }>(supervisor, node24, bundles.replayer, {
      ...replayerEnvironment(join(mount.path, files.name)),
      ...kafka.environment,
    });
    const { answer } = await replayer.handle(request);
    times.push(performance.now() - startedAt);
    await replayer.stop();
    if (answer.published === 0) throw new Error(`nothing was published of ${written.first}`);
  }
  return median(times);
}
