import { pathToFileURL } from 'node:url';
import { fetchKafkaJars } from '../../../local/kafka/kafka-jars';
import { bringBundlesUpToDate } from '../../../local/lambda/bundles';
import { runCommand } from '../../../local/process/command';
import { bringNode24 } from '../../../local/process/node24';
import { REPOSITORY } from '../../../local/process/places';
import type { Supervisor } from '../../../local/process/supervisor';

/**
 * Runs a script on Node.js 24, which the Kafka client needs, once the broker's jars and the handlers' bundles are there.
 * @returns the outcomes that the script printed by `printOutcomes`
 */
export async function outcomesOnNode24(
  supervisor: Supervisor,
  script: string,
  args: readonly string[] = [],
): Promise<unknown> {
  const node24 = await bringNode24(supervisor);
  await fetchKafkaJars(supervisor);
  await bringBundlesUpToDate(supervisor);
  const tsx = pathToFileURL(require.resolve('tsx')).href;
  const output = await runCommand(supervisor, node24, ['--import', tsx, script, ...args], {
    failure: 'the script of the test could not be run',
    cwd: REPOSITORY,
  });
  return JSON.parse(output.trimEnd().split('\n').at(-1) ?? '');
}

/** The end of such a script: prints the outcomes as the last line, or the error, and ends the process. */
export function printOutcomes(run: Promise<object>): void {
  run.then(
    (outcomes) => {
      process.stdout.write(`\n${JSON.stringify(outcomes)}\n`, () => process.exit(0));
    },
    (error: Error) => {
      process.stderr.write(`${error.stack}\n`, () => process.exit(1));
    },
  );
}
