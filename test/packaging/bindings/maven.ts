import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { onlyFile } from './files';

/** Maven's own: aws-cdk-lib and the plugins stay there between runs. */
export const LOCAL_REPOSITORY = join(homedir(), '.m2', 'repository');

/** Maven starts faster without its second compiler, which pays off only in long builds. */
export const QUICK_START = '-XX:TieredStopAtLevel=1';

const LIBRARY = join(LOCAL_REPOSITORY, 'io', 'github', 'cdks3files', 'cdk-s3files');

/**
 * Puts a packed library where Maven looks first, under a version that only this run knows. Maven never looks again for a
 * release that it has, so under the library's own version the jar of another build could be used.
 */
export async function installForThisRun(repository: string): Promise<string> {
  const pom = onlyFile(repository, '.pom', 'package:java');
  const packed = basename(dirname(pom));
  const version = `${packed}-${randomBytes(6).toString('hex')}`;
  const folder = join(LIBRARY, version);
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await mkdir(folder, { recursive: true });
  const name = basename(dirname(dirname(pom)));
  await cp(pom.replace(/pom$/, 'jar'), join(folder, `${name}-${version}.jar`));
  const text = await readFile(pom, 'utf8');
  await writeFile(
    join(folder, `${name}-${version}.pom`),
    text.replace(`<version>${packed}</version>`, `<version>${version}</version>`), // its own comes first
  );
  return version;
}

/** Packing leaves the library there under its own version, where it would stand in for a published one. */
export function removePackedFromLocalRepository(version: string): void {
  rmSync(join(LIBRARY, version), { recursive: true, force: true });
}
