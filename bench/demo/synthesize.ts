import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BUCKETS_BY_ID, SynthesizedApp } from '../../local/cloudformation/synthesized-app';
import { runCommand } from '../../local/process/command';
import { REPOSITORY } from '../../local/process/places';
import type { Supervisor } from '../../local/process/supervisor';

const EXAMPLE = join(REPOSITORY, 'examples', 'typescript', 'confluent-demo');

/** Runs the example app against the sources, as `cdk synth` would run it against the published library. */
export async function synthesizeExample(
  supervisor: Supervisor,
  output: string,
  context: Readonly<Record<string, string>>,
): Promise<SynthesizedApp> {
  const settings: { context?: object } = JSON.parse(readFileSync(join(EXAMPLE, 'cdk.json'), 'utf8'));
  await runCommand(
    supervisor,
    process.execPath,
    ['--import', pathToFileURL(require.resolve('tsx')).href, join(EXAMPLE, 'bin', 'app.ts')],
    {
      failure: 'could not synthesize the example',
      cwd: EXAMPLE,
      env: {
        ...process.env,
        TSX_TSCONFIG_PATH: join(REPOSITORY, 'test', 'tsconfig.json'),
        CDK_OUTDIR: output,
        // The CLI sets the flag too: the template then names the folder of each function's code.
        CDK_CONTEXT_JSON: JSON.stringify({ ...settings.context, ...context, 'aws:cdk:enable-asset-metadata': true }),
        CDK_VALIDATION: 'false', // takes seconds, and has its own place among the tests
      },
    },
  );
  return new SynthesizedApp(output, BUCKETS_BY_ID);
}
