// Runs on Node.js 24, which the Kafka client and the handlers need.
import { bringBundlesUpToDate } from '../../../local/lambda/bundles';
import { Progress } from '../../../local/process/progress';
import { Supervisor } from '../../../local/process/supervisor';
import { Drill } from './drill';
import { readOptions, USAGE } from './options';
import { isGood, table } from './report';

process.env.CDK_VALIDATION = 'false'; // its warnings are the tests', and would come before all progress

async function run(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options === undefined) {
    process.stdout.write(USAGE);
    return 0;
  }
  const supervisor = new Supervisor().guardThisProcess();
  const progress = new Progress(process.stdout);
  await progress.step(
    'handlers',
    () => bringBundlesUpToDate(supervisor),
    (done) => `bundles ${done}`,
  );
  const result = await new Drill(supervisor, progress, options).run();
  progress.line(`\n${table(result)}\n`);
  supervisor.end();
  progress.line(isGood(result) ? 'drill: OK' : 'drill: FAILED');
  return isGood(result) ? 0 : 1;
}

run(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: Error) => {
    process.stdout.write(`drill: FAILED, ${error.stack}\n`);
    process.exit(1);
  },
);
