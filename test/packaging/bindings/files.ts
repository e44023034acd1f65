import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The one file of a folder whose name ends so; a package that is missing is said with the task that makes it. */
export function onlyFile(folder: string, ending: string, task: string): string {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(ending));
  const [only] = found;
  if (only === undefined || found.length > 1) {
    throw new Error(
      `${folder} has ${found.length} files '*${ending}' where one is needed: empty it, then \`npx projen ${task}\``,
    );
  }
  return join(folder, only);
}
