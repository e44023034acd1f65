/**
 * Synthesizes apps in one process, since loading aws-cdk-lib takes longer than most of them do. Each app is loaded as its own
 * command would do it; the CDK synthesizes an app that was made with `CDK_OUTDIR` when the process has nothing else to do.
 */
import { pathToFileURL } from 'node:url';
import type { Synthesis } from './apps';

async function main(apps: readonly Synthesis[]): Promise<void> {
  for (const { entry, output } of apps) {
    process.env.CDK_OUTDIR = output;
    await import(pathToFileURL(entry).href);
  }
}

main(JSON.parse(process.argv[2]));
