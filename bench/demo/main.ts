import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { whatJavaLacks } from '../../test/local/java';
import { fetchKafkaJars, kafkaJarsFolder } from '../../test/local/kafka-jars';
import { bringNode24 } from '../../test/local/node24';
import { REPOSITORY } from '../../test/local/places';
import { Supervisor } from '../../test/local/supervisor';
import { bringBundlesUpToDate } from './bundles';
import { assertMountIsFolder, type DemoOptions, parseOptions, USAGE } from './options';
import { Progress } from './progress';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Whatever can be missing is seen to here, on any Node.js; the rest runs on the one that Lambda has. */
async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  if (options === undefined) {
    process.stdout.write(USAGE);
    return 0;
  }
  await assertMountIsFolder(options);
  const lacking = whatJavaLacks(!existsSync(kafkaJarsFolder()));
  if (lacking !== undefined) throw new Error(lacking);

  const supervisor = new Supervisor().guardThisProcess();
  const progress = new Progress(process.stdout);
  const node24 = await progress.step('Node.js 24', () => bringNode24(supervisor));
  await progress.step('Apache Kafka from Maven Central', () => fetchKafkaJars(supervisor));
  await progress.step(
    'handlers',
    () => bringBundlesUpToDate(supervisor),
    (done) => `bundles ${done}`,
  );
  return runOn(node24, options, progress);
}

/** The run cleans up after itself: here it is only told to stop, and waited for. */
async function runOn(node: string, options: DemoOptions, progress: Progress): Promise<number> {
  const startedAt = String(Date.now() - progress.seconds * 1000);
  const run = spawn(
    node,
    [
      '--import',
      pathToFileURL(require.resolve('tsx')).href,
      join(__dirname, 'run.ts'),
      JSON.stringify(options),
      startedAt,
    ],
    { cwd: REPOSITORY, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  for (const signal of SIGNALS) {
    process.removeAllListeners(signal);
    process.on(signal, () => run.kill(signal));
  }
  return new Promise((resolve, reject) => {
    run.once('error', reject);
    run.once('exit', (code, signal) => {
      if (signal !== null) process.stdout.write(`\ndemo: FAILED, it was ended by ${signal}\n`);
      resolve(code ?? 128 + constants.signals[signal ?? 'SIGKILL']);
    });
  });
}

main().then(
  (status) => process.exit(status),
  (error: Error) => {
    process.stdout.write(`demo: FAILED, ${error.message}\n`);
    process.exit(1);
  },
);
