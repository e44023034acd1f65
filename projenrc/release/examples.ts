/** The examples ask for a version of the library that apps can install. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * The files that list the packages of an app, one for each language, and the place of the library's version in each of
 * them.
 */
const VERSIONS: Readonly<Record<string, RegExp>> = {
  'package.json': /(?<="cdk-s3files": "\^)[\d.]+(?=")/,
  'requirements.txt': /(?<=^cdk-s3files==)[\d.]+$/m,
  'pom.xml': /(?<=<cdk-s3files\.version>)[\d.]+(?=<)/,
  'go.mod': /(?<=cdk-s3files-go\/cdks3files v)[\d.]+$/m,
};

/** The files of that kind in `examples/<language>/<app>/`. */
function packageLists(): string[] {
  const apps = foldersIn('examples').flatMap(foldersIn);
  return apps.flatMap((app) =>
    Object.keys(VERSIONS)
      .map((list) => join(app, list))
      .filter(existsSync),
  );
}

function foldersIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [join(folder, entry.name)] : []));
}

function versionIn(list: string): string {
  const [version] = VERSIONS[basename(list)].exec(readFileSync(list, 'utf8')) ?? [];
  if (version === undefined) throw new Error(`${list} asks for no version of cdk-s3files: name one`);
  return version;
}

/** The examples that ask for another version, by their lists of packages. */
export function examplesWithout(version: string): string[] {
  return packageLists().filter((list) => versionIn(list) !== version);
}

export function pointExamplesTo(version: string): void {
  for (const list of examplesWithout(version)) {
    writeFileSync(list, readFileSync(list, 'utf8').replace(VERSIONS[basename(list)], version));
    console.log(`${list} asks for ${version} now`);
  }
}
