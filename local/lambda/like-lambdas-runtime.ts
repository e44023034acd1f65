import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../process/places';

/**
 * Gives the bundles below a folder what Lambda's runtime has around them, which is the AWS SDK and nothing else. They leave it
 * out for that reason: a bundle that needs more does not start.
 */
export function likeLambdasRuntime(folder: string): void {
  const modules = join(folder, 'node_modules');
  mkdirSync(modules, { recursive: true });
  symlinkSync(join(REPOSITORY, 'node_modules', '@aws-sdk'), join(modules, '@aws-sdk'));
}
