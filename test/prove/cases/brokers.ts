import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../../../local/process/command';
import { REPOSITORY } from '../../../local/process/places';
import type { ProveCase } from '../case';
import { outcome } from '../support/outcomes';

/** The suites of end-to-end tests. Each fails if a record is lost, comes again without a reason, or is out of order. */
const SUITES = ['replayer-three-brokers', 'replayer-connections', 'replayer-broker-restarts', 'source-topics'];

interface JestResults {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

export const brokers: ProveCase = {
  name: 'brokers',
  about:
    'The end-to-end tests with three brokers: leaders move, brokers and a majority of them go and come back, a proxy cuts and delays ' +
    'connections, and topics are transactional or compacted. A try is a test; each compares what stands in the topics with what was sent.',
  lacks: ({ quick }) => (quick ? 'a quick run leaves them to the end-to-end tests' : undefined),
  run: async ({ supervisor, say }) => {
    say(SUITES.join(', '));
    const file = join(supervisor.temporaryFolder(), 'results.json');
    const suites = SUITES.map((name) => `test/e2e/${name}.test.ts`);
    const { TSX_TSCONFIG_PATH: _ours, ...env } = process.env;
    const options = { cwd: REPOSITORY, env, failure: 'tests failed' };
    const failure = await runCommand(
      supervisor,
      'npx',
      ['jest', '--ci', '--runInBand', '--json', `--outputFile=${file}`, ...suites],
      options,
    ).then(
      () => undefined,
      (error: Error) => error.message,
    );
    const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as JestResults;
    const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
    const failed = tests.filter(({ status }) => status !== 'passed');
    return outcome({
      tries: tests.length,
      broken:
        failed.length > 0 || failure === undefined ? failed.map(({ fullName }) => `failed: ${fullName}`) : [failure],
      notes: [`${tests.length} tests of ${SUITES.join(', ')}`],
    });
  },
};
