/** Checks that one version may follow another, by the rules of docs/versioning.md. */

type Numbers = readonly [major: number, minor: number, patch: number];

/** The versions that may come after one. Before 1.0 a minor version may break the interface, after it only a major one. */
function successors(version: string, breaks: boolean): string[] {
  const [major, minor, patch] = version.split('.').map(Number) as unknown as Numbers;
  const next = [`${major + 1}.0.0`];
  if (!breaks || major === 0) next.unshift(`${major}.${minor + 1}.0`);
  if (!breaks) next.unshift(`${major}.${minor}.${patch + 1}`);
  return next;
}

/** The keys of intended breaks in `.compatignore`, which are those since the last release. */
export function meantBreaks(compatignore: string): string[] {
  return compatignore
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/**
 * Refuses a version that cannot follow the newest tag.
 *
 * @param version what CHANGELOG.md says
 * @param tag the newest tag, such as `v0.1.0`; undefined before the first release, which may have any version
 * @param breaks the breaks of the interface that are meant
 */
export function checkVersion(version: string, tag: string | undefined, breaks: readonly string[]): void {
  if (tag === undefined) return;
  if (tag === `v${version}`) {
    throw new Error(
      `${version} has been released already, as the tag ${tag} says: begin a section of the next version in CHANGELOG.md`,
    );
  }
  const possible = successors(tag.slice(1), breaks.length > 0);
  if (!possible.includes(version)) {
    const why = breaks.length > 0 ? `, since .compatignore names breaks (${breaks.join(', ')})` : '';
    throw new Error(`${version} cannot follow ${tag}${why}: CHANGELOG.md may name ${possible.join(' or ')}`);
  }
}
