import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { runCommand } from './command';
import { CACHE } from './places';
import type { Supervisor } from './supervisor';

export interface MavenJars {
  /** The file that names them. */
  readonly pom: string;
  /** The folder that keeps them, in the cache; its name has their version. */
  readonly folder: string;
  /** The first words of the error when they cannot be fetched. */
  readonly failure: string;
}

/** Fetches jars with Maven unless an earlier run has; a run that is interrupted leaves nothing half done. */
export async function fetchJars(supervisor: Supervisor, { pom, folder, failure }: MavenJars): Promise<string> {
  if (existsSync(folder)) return folder;
  await mkdir(CACHE, { recursive: true });
  const unfinished = supervisor.temporaryFolder(CACHE);
  const args = ['-B', '-q', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${unfinished}`];
  await runCommand(supervisor, 'mvn', args, { failure });
  await rename(unfinished, folder).catch((error) => {
    if (!existsSync(folder)) throw error; // else another run was faster
  });
  return folder;
}
