import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fetchKafkaJars, kafkaJarsFolder } from '../../local/kafka/kafka-jars';
import { bringBundlesUpToDate } from '../../local/lambda/bundles';
import { whatJavaLacks } from '../../local/process/java';
import { bringNode24 } from '../../local/process/node24';
import { REPOSITORY } from '../../local/process/places';
import { Progress } from '../../local/process/progress';
import { Supervisor } from '../../local/process/supervisor';
import { assertMountIsFolder, type DemoOptions, parseOptions, USAGE } from './options';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Checks that nothing is missing on this machine, on any Node.js, and runs the demo on the Node.js that Lambda has. */
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
