import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../../../local/process/places';

/**
 * The example that every language has: its README goes through the whole library. All other examples show one task
 * each.
 */
export const DEMO = 'confluent-demo';

/** An example for one task, as it stands in the repository or in a copy. */
export interface ExampleApp {
  readonly task: string;
  readonly folder: string;
}

/** An app, and where its assembly is to be written. */
export interface Synthesis {
  /** The program that `cdk.json` runs. */
  readonly entry: string;
  readonly output: string;
}

export function examplesOf(language: string): ExampleApp[] {
  const folder = join(REPOSITORY, 'examples', language);
  return readdirSync(folder)
    .filter((task) => task !== DEMO)
    .sort()
    .map((task) => ({ task, folder: join(folder, task) }));
}

/** The command by which the CDK's command line runs an app. */
export function commandOf(folder: string): string {
  return JSON.parse(readFileSync(join(folder, 'cdk.json'), 'utf8')).app;
}

export function synthesisOf(folder: string, output: string): Synthesis {
  return { entry: join(folder, commandOf(folder).split(' ').at(-1) ?? ''), output };
}
